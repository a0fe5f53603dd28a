package dev.catenary.device.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line to the message broker at one moment.
 *
 * @param downSeconds since when it is down; 0 while it is up
 * @param failure why it is down; null while it is up, and before the first attempt
 * @param needsPerson true when waiting alone will not cure it
 * @param refusal the last message the broker refused, and why; null when it takes all
 * @param waitingEvents in the spool
 * @param notices what is wrong though the line may be up, each with its cure
 */
public record BrokerReading(
    boolean up,
    long downSeconds,
    @Nullable String failure,
    boolean needsPerson,
    @Nullable String refusal,
    int waitingEvents,
    List<String> notices) {
  public BrokerReading {
    notices = List.copyOf(notices);
  }

  /** With nothing else to notice. */
  public BrokerReading(
      boolean up,
      long downSeconds,
      @Nullable String failure,
      boolean needsPerson,
      @Nullable String refusal,
      int waitingEvents) {
    this(up, downSeconds, failure, needsPerson, refusal, waitingEvents, List.of());
  }
}
