package dev.catenary.device.mission;

import java.time.Instant;

/**
 * A mission at one moment.
 *
 * @param running whether points are gathered into zones
 * @param label what people call this run; empty for none. It travels in each manifest.
 * @param since when it was switched last, wall clock; the epoch when it never was
 * @param by who switched it last, as {@code board switch}
 */
public record MissionState(boolean running, String label, Instant since, String by) {
  private static final int BY_CHARACTERS_MAX = 128;

  /** State before anybody has switched anything: points are gathered from the first start on. */
  public static final MissionState UNTOUCHED = new MissionState(true, "", Instant.EPOCH, "");

  public MissionState {
    label = MissionLabel.of(label);
    by = MissionLabel.CONTROL.matcher(by).replaceAll(" ").strip();
    by = by.length() > BY_CHARACTERS_MAX ? by.substring(0, BY_CHARACTERS_MAX) : by;
  }
}
