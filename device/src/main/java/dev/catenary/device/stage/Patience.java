package dev.catenary.device.stage;

import dev.catenary.uplink.transfer.S3Config;
import java.time.Duration;

/** The longest one step of a stage may take before the stage counts as stalled. */
public enum Patience {
  /** Memory to memory. */
  CAPTURE(Duration.ofSeconds(15)),
  /** A large zone on a slow processor, then a slow disk. */
  DISK(Duration.ofSeconds(60)),
  /** One request on a slow link. */
  UPLOAD(S3Config.DEFAULT_CALL_TIMEOUT.plusMinutes(1));

  private final Duration longest;

  Patience(Duration longest) {
    this.longest = longest;
  }

  long nanos() {
    return longest.toNanos();
  }
}
