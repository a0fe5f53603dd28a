package dev.catenary.device.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a task is whose length is known, and how long it will take: on a terminal as one
 * line that is drawn anew, elsewhere as a line each few seconds.
 */
public final class ProgressBar {
  private static final int CELLS = 24;
  private static final double SECONDS_BEFORE_A_GUESS = 1;
  private static final double SHARE_BEFORE_A_GUESS = 0.01;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final String TO_LINE_START_AND_CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private long lastLine;
  private boolean drawn;

  public ProgressBar(PrintWriter out) {
    this(out, isTerminal(), System::nanoTime);
  }

  /**
   * @param nanos a clock that only goes forward
   */
  ProgressBar(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.lastLine = start - LINE_NANOS;
  }

  /** True for a person at a terminal; Java 25 has no console for a pipe or a file. */
  @SuppressWarnings("SystemConsoleNull") // True of Java 22 to 24 alone.
  public static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /**
   * Shows a state.
   *
   * @param share done, 0 to 1
   * @param more words that follow
   */
  public void show(double share, String more) {
    long now = nanos.getAsLong();
    String text = text(share, (now - start) / 1e9) + (more.isEmpty() ? "" : "  " + more);
    if (terminal) {
      out.print(TO_LINE_START_AND_CLEAR + text);
      drawn = true;
    } else if (now - lastLine >= LINE_NANOS || share >= 1) {
      lastLine = now;
      out.println(text);
    }
    out.flush();
  }

  /** Ends the line, so that others may be written below. */
  public void end() {
    if (drawn) {
      out.println();
      out.flush();
      drawn = false;
    }
  }

  static String text(double share, double seconds) {
    double done = Math.clamp(share, 0.0, 1.0);
    int full = (int) (done * CELLS);
    String bar = "[" + "#".repeat(full) + "-".repeat(CELLS - full) + "]";
    String left =
        done < SHARE_BEFORE_A_GUESS || seconds < SECONDS_BEFORE_A_GUESS
            ? ""
            : ", " + span(seconds / done * (1 - done)) + " left";
    return String.format(Locale.ROOT, "%s %3.0f %%%s", bar, 100 * done, left);
  }

  private static String span(double seconds) {
    long whole = Math.round(seconds);
    return whole < 100 ? whole + " s" : (whole + 59) / 60 + " min";
  }
}
