package dev.catenary.device.health;

import java.util.Locale;

/** Health rules of the board: its part of power, and the pulse per second. Pure functions. */
final class BoardRules {
  private BoardRules() {}

  static Finding power(Window window) {
    BoardReading board = window.now().board();
    if (board.supplyFailed()) {
      return Finding.failed(
          "the supply has failed" + flushed(board),
          "Bring the supply back; what was captured is in the journal.");
    }
    if (!board.trouble().isEmpty()) {
      return Finding.degraded("the board's pins: " + board.trouble(), board.cure());
    }
    return Finding.ok(
        "the board's supply does not complain"
            + (board.supplies() == 0
                ? ""
                : ", "
                    + board.suppliesOn()
                    + " of "
                    + board.supplies()
                    + " sensors' supplies are on"));
  }

  private static String flushed(BoardReading board) {
    if (board.flushMillis() < 0) {
      return "";
    }
    String took =
        String.format(Locale.ROOT, "; the journal was on disk after %.0f ms", board.flushMillis());
    return board.holdUpMillis() == 0 ? took : took + " of " + board.holdUpMillis() + " ms";
  }

  /** The pulse per second alone; well where none is asked for. */
  static Finding pulse(Window window) {
    PpsReading pps = window.now().board().pps();
    if (pps == null) {
      return Finding.ok("");
    }
    return pps.isAlive() || window.upSeconds() < IntakeRules.START_SECONDS
        ? Finding.ok("; " + pps.text())
        : Finding.degraded(
            "no pulse per second: " + pps.text(),
            "Check the receiver's fix and its PPS line; for the kernel's device ppstest /dev/pps0.");
  }
}
