package dev.catenary.capture.time;

/**
 * GPS time: nanoseconds since 1980-01-06T00:00Z without leap seconds.
 *
 * <p>Source: IS-GPS-200N, section 3.3.4.
 */
public final class GpsTime {
  /** Seconds from 1970-01-01 to 1980-01-06. */
  private static final long EPOCH_UNIX_SECONDS = 315_964_800;

  private static final long NANOS = 1_000_000_000;
  private static final long WEEK_NANOS = 604_800 * NANOS;

  /** TAI less GPS time; constant. */
  public static final long TAI_LESS_GPS_NANOS = 19 * NANOS;

  private GpsTime() {}

  /**
   * @param unixNanos UTC, nanoseconds since 1970-01-01T00:00Z without leap seconds
   * @param leapSeconds GPS time less UTC; 18 since 2017-01-01 (IERS Bulletin C 52)
   */
  public static long ofUnix(long unixNanos, int leapSeconds) {
    return unixNanos + (leapSeconds - EPOCH_UNIX_SECONDS) * NANOS;
  }

  public static long toUnix(long gpsNanos, int leapSeconds) {
    return gpsNanos - (leapSeconds - EPOCH_UNIX_SECONDS) * NANOS;
  }

  public static long ofWeek(int week, double secondsOfWeek) {
    return week * WEEK_NANOS + Math.round(secondsOfWeek * 1e9);
  }

  /**
   * @param taiNanos nanoseconds since 1970-01-01T00:00 TAI, as a PTP clock counts
   */
  public static long ofTai(long taiNanos) {
    return taiNanos - TAI_LESS_GPS_NANOS - EPOCH_UNIX_SECONDS * NANOS;
  }

  /**
   * Days of the Gregorian calendar, as {@link java.time.LocalDate#toEpochDay} without an object.
   */
  public static long daysSince1970(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
