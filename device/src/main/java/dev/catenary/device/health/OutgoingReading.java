package dev.catenary.device.health;

import org.jspecify.annotations.Nullable;

/**
 * The outgoing mailbox at one moment.
 *
 * @param store where chunks go, in words; null when they stay in the spool
 * @param waitingChunks in the spool
 * @param waitingBytes of those
 * @param failure of the last attempt, with its cure; null when that went well
 * @param needsPerson true when waiting alone will not cure it
 * @param policy name of the upload policy that is active; empty without a store
 * @param broker null without a message broker
 * @param alone what the store refuses while others go, with the reason; null for nothing
 */
public record OutgoingReading(
    @Nullable String store,
    int waitingChunks,
    long waitingBytes,
    @Nullable String failure,
    boolean needsPerson,
    String policy,
    @Nullable BrokerReading broker,
    @Nullable String alone) {
  /** With nothing that is refused alone. */
  public OutgoingReading(
      @Nullable String store,
      int waitingChunks,
      long waitingBytes,
      @Nullable String failure,
      boolean needsPerson,
      String policy,
      @Nullable BrokerReading broker) {
    this(store, waitingChunks, waitingBytes, failure, needsPerson, policy, broker, null);
  }
}
