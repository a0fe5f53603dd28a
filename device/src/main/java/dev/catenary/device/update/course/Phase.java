package dev.catenary.device.update.course;

import java.time.Duration;

/** Where an update stands. Each phase that waits for others has an end. */
public enum Phase {
  /** Nothing is asked for. */
  IDLE(Duration.ZERO),
  /** Metadata and files come into the inbox. */
  FETCHING(Duration.ofDays(14)),
  /** The installer verifies again and writes the idle slot. */
  INSTALLING(Duration.ofHours(1)),
  /** It lies in its slot; the interlock holds it back. */
  WAITING(Duration.ofDays(90)),
  /** The service ends, so that the start script begins the trial. */
  SWITCHING(Duration.ofMinutes(10)),
  /** The new release runs and is not yet good. */
  TRIAL(Duration.ofDays(60)),
  /** The new release proved good. */
  GOOD(Duration.ZERO),
  /** The old release runs again. */
  FELL_BACK(Duration.ZERO),
  /** Something of it was not to be trusted. */
  REFUSED(Duration.ZERO),
  /** It could not be done. */
  FAILED(Duration.ZERO);

  private final Duration longest;

  Phase(Duration longest) {
    this.longest = longest;
  }

  /** Time after which it is given up; zero where it is an end. */
  Duration longest() {
    return longest;
  }

  /** True where another update may take its place. */
  public boolean yields() {
    return this != SWITCHING && this != TRIAL;
  }

  public boolean isEnd() {
    return longest.isZero();
  }
}
