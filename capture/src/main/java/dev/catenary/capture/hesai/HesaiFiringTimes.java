package dev.catenary.capture.hesai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Firing times of a model's channels after the packet's time, in nanoseconds; of most models they
 * are negative, for the packet's time is that of its end.
 *
 * <p>Sources: the user manuals, appendix "Absolute Time of Point Cloud Data"; of the Pandars and
 * the QT128 the channels' times from the maker's firing time correction files. Unverified: no
 * reference for a point's time. The open decoder Nebula of TIER IV has other block times for the
 * XT32M2X and the QT128; these models' manuals would settle it.
 */
final class HesaiFiringTimes {
  private static final int XT_BLOCK_NANOS = 5_632;
  private static final int XT_FIRST_NANOS = 368;
  private static final int XT32_STEP_NANOS = 1_512;
  private static final int XT32M2X_STEP_NANOS = 2_888;

  /** Channels of an XT32M2X fire in pairs: 1 with 17, and so on. */
  private static final int XT32M2X_PAIRS = 16;

  private static final int PANDAR40P_BLOCK_NANOS = -28_580;
  private static final int PANDAR64_BLOCK_NANOS = -42_580;
  private static final int QT128_BLOCK_NANOS = 9_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private final HesaiModel model;
  private final int[] firstLoop;
  private final int[] secondLoop;

  HesaiFiringTimes(HesaiModel model) {
    this.model = model;
    this.firstLoop = new int[model.channels];
    this.secondLoop = new int[model.channels];
    switch (model) {
      case XT32 -> steps(XT32_STEP_NANOS, model.channels);
      case XT32M2X -> steps(XT32M2X_STEP_NANOS, XT32M2X_PAIRS);
      case PANDAR40P, PANDAR64, QT128 -> file("firetime-" + model.displayName + ".csv");
    }
  }

  private void steps(int stepNanos, int period) {
    for (int channel = 0; channel < firstLoop.length; channel++) {
      firstLoop[channel] = XT_FIRST_NANOS + stepNanos * (channel % period);
      secondLoop[channel] = firstLoop[channel];
    }
  }

  /** Lines of channel and microseconds; of a QT128 two such pairs, for its two loops. */
  private void file(String name) {
    List<String> lines;
    try (InputStream file = HesaiFiringTimes.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String line : lines) {
      String[] cells = line.trim().split(",", -1);
      if (isFiring(cells, 0)) {
        firstLoop[Integer.parseInt(cells[0]) - 1] = nanos(cells[1]);
        if (cells.length < 4) {
          secondLoop[Integer.parseInt(cells[0]) - 1] = nanos(cells[1]);
        }
      }
      if (isFiring(cells, 2)) {
        secondLoop[Integer.parseInt(cells[2]) - 1] = nanos(cells[3]);
      }
    }
  }

  private static boolean isFiring(String[] cells, int at) {
    return cells.length > at + 1 && cells[at].matches("[1-9]\\d*") && !cells[at + 1].isBlank();
  }

  private static int nanos(String micros) {
    return (int) Math.round(Double.parseDouble(micros) * NANOS_PER_MICRO);
  }

  /** Of the block's firing sequence; blocks of one firing have the same. */
  int blockNanos(int block, int returns) {
    int firing = block / returns;
    int behind = model.blocks / returns - 1 - firing;
    return switch (model) {
      case XT32, XT32M2X -> XT_BLOCK_NANOS - model.sequenceNanos * behind;
      case PANDAR40P -> PANDAR40P_BLOCK_NANOS - model.sequenceNanos * behind;
      case PANDAR64 -> PANDAR64_BLOCK_NANOS - model.sequenceNanos * behind;
      case QT128 -> QT128_BLOCK_NANOS + model.sequenceNanos * firing;
    };
  }

  /** By channel, after the block's. */
  int[] channelNanos(boolean isFirstLoop) {
    return isFirstLoop ? firstLoop : secondLoop;
  }
}
