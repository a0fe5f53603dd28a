package dev.catenary.capture.trajectory;

import java.util.Arrays;

/**
 * A post-processed trajectory in memory: epochs in order of GPS time, each with place and attitude.
 * Angles in radians, heights in metres above the ellipsoid; roll right side down, pitch nose up,
 * heading clockwise from true north. An epoch takes 56 bytes.
 */
public final class Trajectory {
  private final String name;
  private final String format;
  private final long[] gpsTimeNanos;
  private final double[][] values;

  /** Values of an epoch beside its time. */
  enum Field {
    LATITUDE,
    LONGITUDE,
    HEIGHT,
    ROLL,
    PITCH,
    HEADING
  }

  private Trajectory(String name, String format, long[] gpsTimeNanos, double[][] values) {
    this.name = name;
    this.format = format;
    this.gpsTimeNanos = gpsTimeNanos;
    this.values = values;
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  /** The file's format, in words. */
  public String format() {
    return format;
  }

  /** Number of epochs, at least two. */
  public int size() {
    return gpsTimeNanos.length;
  }

  /** GPS time of an epoch, nanoseconds since 1980-01-06T00:00Z. */
  public long gpsTimeNanos(int epoch) {
    return gpsTimeNanos[epoch];
  }

  public long firstGpsNanos() {
    return gpsTimeNanos[0];
  }

  public long lastGpsNanos() {
    return gpsTimeNanos[size() - 1];
  }

  /** Epochs a second, by the median distance of two. */
  public double perSecond() {
    long[] steps = new long[size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = gpsTimeNanos[i + 1] - gpsTimeNanos[i];
    }
    Arrays.sort(steps);
    return 1e9 / steps[steps.length / 2];
  }

  public double latitudeRad(int epoch) {
    return values[Field.LATITUDE.ordinal()][epoch];
  }

  public double longitudeRad(int epoch) {
    return values[Field.LONGITUDE.ordinal()][epoch];
  }

  /** Above the ellipsoid. */
  public double heightMetres(int epoch) {
    return values[Field.HEIGHT.ordinal()][epoch];
  }

  public double rollRad(int epoch) {
    return values[Field.ROLL.ordinal()][epoch];
  }

  public double pitchRad(int epoch) {
    return values[Field.PITCH.ordinal()][epoch];
  }

  public double headingRad(int epoch) {
    return values[Field.HEADING.ordinal()][epoch];
  }

  /** The first epoch that is not before a time; {@link #size} when all are. */
  int firstNotBefore(long gpsNanos) {
    int found = Arrays.binarySearch(gpsTimeNanos, gpsNanos);
    return found >= 0 ? found : -found - 1;
  }

  /** Gathers epochs in their order. */
  static final class Builder {
    private static final int FIELDS = Field.values().length;

    private long[] times = new long[4_096];
    private final double[][] values = new double[FIELDS][4_096];
    private int size;

    int size() {
      return size;
    }

    long lastGpsNanos() {
      return times[size - 1];
    }

    /**
     * @param epoch values by {@link Field}; copied
     */
    void add(long gpsNanos, double[] epoch) {
      if (size == times.length) {
        times = Arrays.copyOf(times, size * 2);
        for (int i = 0; i < FIELDS; i++) {
          values[i] = Arrays.copyOf(values[i], size * 2);
        }
      }
      times[size] = gpsNanos;
      for (int i = 0; i < FIELDS; i++) {
        values[i][size] = epoch[i];
      }
      size++;
    }

    Trajectory build(String name, String format) {
      double[][] exact = new double[FIELDS][];
      for (int i = 0; i < FIELDS; i++) {
        exact[i] = Arrays.copyOf(values[i], size);
      }
      return new Trajectory(name, format, Arrays.copyOf(times, size), exact);
    }
  }
}
