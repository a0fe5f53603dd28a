package dev.catenary.inference.training;

import dev.catenary.inference.training.fit.MlpFit;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells each step of a training with the time since its start and, while it fits, what is left. */
final class FitClock implements Consumer<String> {
  private final int epochs;
  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private final long start;
  private int done;

  /**
   * @param epochs of all networks together
   * @param nanos a clock that only goes forward
   * @param lines where they go
   */
  FitClock(int epochs, LongSupplier nanos, Consumer<String> lines) {
    this.epochs = epochs;
    this.nanos = nanos;
    this.lines = lines;
    this.start = nanos.getAsLong();
  }

  @Override
  public void accept(String line) {
    double seconds = (nanos.getAsLong() - start) / 1e9;
    String left = "";
    if (MlpFit.isEpoch(line)) {
      done = Math.min(epochs, done + 1);
      double each = seconds / Math.max(1, done);
      left = String.format(Locale.ROOT, ", some %s left", span(each * (epochs - done)));
    }
    lines.accept(String.format(Locale.ROOT, "%5.0f s  %s%s", seconds, line, left));
  }

  private static String span(double seconds) {
    return seconds < 100
        ? Math.round(seconds) + " s"
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }
}
