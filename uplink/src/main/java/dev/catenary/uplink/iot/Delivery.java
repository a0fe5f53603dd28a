package dev.catenary.uplink.iot;

/** Outcome of publishing a message. */
public sealed interface Delivery {
  /** The broker has it and answers for it: PUBACK with a reason code below 0x80. */
  record Taken() implements Delivery {}

  /**
   * The broker has refused it: PUBACK with a reason code of 0x80 or above. To send the same again
   * at once would bring the same answer.
   */
  record Refused(String reason) implements Delivery {}

  /** No answer came: the line was down or broke. It may or may not have arrived. */
  record Lost(String reason) implements Delivery {}
}
