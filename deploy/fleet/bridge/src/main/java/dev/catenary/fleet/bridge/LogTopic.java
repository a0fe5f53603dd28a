package dev.catenary.fleet.bridge;

/**
 * Topics of the event log. Those of vehicles have the vehicle as key, so that the order of each
 * vehicle's messages is kept.
 */
public enum LogTopic {
  /** Zone events as vehicles sent them. */
  ZONE_EVENTS("zone-events", false),
  /** Batches of zones that were seen. */
  ZONES_SEEN("zones-seen", false),
  /** Chunk receipts. */
  RECEIPTS("receipts", false),
  /** Device reports. */
  REPORTS("reports", false),
  /** Messages that were not taken, with the reason. */
  REFUSED("refused", false),
  /** Findings over passes; the newest version of each stays. */
  FINDINGS("findings", true),
  /** Violations that were raised or withdrawn. */
  ALERTS("alerts", false),
  /** Judgements of people on findings. */
  FEEDBACK("feedback", false);

  private final String topic;
  private final boolean compacted;

  LogTopic(String topic, boolean compacted) {
    this.topic = topic;
    this.compacted = compacted;
  }

  /** Its name in Kafka. */
  public String topic() {
    return topic;
  }

  boolean isCompacted() {
    return compacted;
  }
}
