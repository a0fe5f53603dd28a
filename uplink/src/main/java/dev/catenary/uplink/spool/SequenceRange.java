package dev.catenary.uplink.spool;

/** Datagram sequences of the raw journal, both ends among them. */
public record SequenceRange(long first, long last) {
  /** True for both ends too. */
  public boolean contains(long sequence) {
    return sequence >= first && sequence <= last;
  }
}
