package dev.catenary.device.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of the log, for the page. One for the whole process, since tinylog makes its
 * writers itself: it is filled by {@link RedactingWriter}, so no secret is in it. Any thread.
 */
public final class RecentLog {
  private static final int LINES = 500;
  private static final int LINE_LENGTH_MAX = 1_000;

  private static final Deque<Line> KEPT = new ArrayDeque<>();
  private static long last;

  private RecentLog() {}

  /**
   * @param number rises by one with each line
   */
  public record Line(long number, Instant at, String level, String text) {}

  static void add(Instant at, String level, String text) {
    String shown =
        text.length() > LINE_LENGTH_MAX ? text.substring(0, LINE_LENGTH_MAX) + "..." : text;
    synchronized (KEPT) {
      KEPT.addLast(new Line(++last, at, level, shown));
      if (KEPT.size() > LINES) {
        KEPT.removeFirst();
      }
    }
  }

  /** The lines after a number, oldest first. */
  public static List<Line> after(long number) {
    synchronized (KEPT) {
      List<Line> lines = new ArrayList<>();
      for (Line line : KEPT) {
        if (line.number() > number) {
          lines.add(line);
        }
      }
      return lines;
    }
  }
}
