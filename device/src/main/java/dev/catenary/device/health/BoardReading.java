package dev.catenary.device.health;

import org.jspecify.annotations.Nullable;

/**
 * The board at one moment.
 *
 * @param computer the board file in use
 * @param trouble why the pins asked for are not driven; empty when they are, or none is asked for
 * @param cure of that
 * @param supplyFailed whether the power-fail input is low
 * @param holdUpMillis how long the computer runs on then; 0 where it is not known
 * @param flushMillis from the last power failure until the journal was on disk; negative before one
 * @param supplies of sensors that the board switches
 * @param suppliesOn of those
 * @param stagedSeconds from the first one's start to the last one's
 * @param pps null where no pulse is asked for
 */
public record BoardReading(
    String computer,
    String trouble,
    String cure,
    boolean supplyFailed,
    int holdUpMillis,
    double flushMillis,
    int supplies,
    int suppliesOn,
    double stagedSeconds,
    @Nullable PpsReading pps) {
  /** Nothing is asked of it. */
  public static final BoardReading NONE =
      new BoardReading("none", "", "", false, 0, -1, 0, 0, 0, null);
}
