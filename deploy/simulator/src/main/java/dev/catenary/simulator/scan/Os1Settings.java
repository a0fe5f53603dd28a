package dev.catenary.simulator.scan;

/**
 * Build and settings of the simulated OS1-64.
 *
 * <p>Source: OS1 datasheet Rev 7 (vertical field 42.4 degrees, uniform); Firmware User Manual v3.1
 * (beam origin 15.806 mm off the axis, 38.195 mm over the base). Unverified: the rows' azimuths, of
 * the size that units' metadata show.
 *
 * @param columnsPerFrame 512, 1024 or 2048
 * @param turnsPerSecond 10 or 20
 * @param dual two returns a pixel
 */
public record Os1Settings(int columnsPerFrame, int turnsPerSecond, boolean dual) {
  static final int ROWS = 64;
  static final long SERIAL = 122_000_000_064L;
  static final int INITIALIZATION_ID = 0x00CA7E;
  static final double BEAM_ORIGIN_METRES = 0.015806;
  static final double LIDAR_HEIGHT_METRES = 0.038195;

  private static final double FIELD_DEGREES = 42.4;
  private static final double[] STAGGER_DEGREES = {4.23, 1.41, -1.41, -4.23};

  public Os1Settings {
    boolean known = columnsPerFrame == 512 || columnsPerFrame == 1024 || columnsPerFrame == 2048;
    boolean turns = turnsPerSecond == 10 || (turnsPerSecond == 20 && columnsPerFrame < 2048);
    if (!known || !turns) {
      throw new IllegalArgumentException(
          "found mode "
              + columnsPerFrame
              + "x"
              + turnsPerSecond
              + "; expected 512x10, 512x20, 1024x10, 1024x20 or 2048x10");
    }
  }

  /** Of a mode as the maker writes it, such as {@code 1024x10}. */
  public static Os1Settings of(String mode, boolean dual) {
    int x = mode.indexOf('x');
    try {
      return new Os1Settings(
          Integer.parseInt(mode.substring(0, Math.max(0, x))),
          Integer.parseInt(mode.substring(x + 1)),
          dual);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("found mode " + mode + "; expected one as 1024x10", e);
    }
  }

  /** Survey time of a column, counted from the survey's start. */
  long columnNanos(long column) {
    return column * 1_000_000_000 / ((long) columnsPerFrame * turnsPerSecond);
  }

  /** Of a row's beam, from the top. */
  double altitudeDegrees(int row) {
    double degrees = FIELD_DEGREES / 2 - FIELD_DEGREES * row / (ROWS - 1);
    return Math.round(degrees * 100) / 100.0;
  }

  /** Of a row's beam, off the column's angle. */
  double azimuthDegrees(int row) {
    return STAGGER_DEGREES[row % STAGGER_DEGREES.length];
  }

  public String mode() {
    return columnsPerFrame + "x" + turnsPerSecond;
  }

  String profile() {
    return dual ? "RNG19_RFL8_SIG16_NIR16_DUAL" : "RNG19_RFL8_SIG16_NIR16";
  }
}
