package dev.catenary.simulator.emit;

import dev.catenary.simulator.platform.InsState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * NMEA 0183 sentences of a receiver with a fixed RTK solution and two antennas, each with its line
 * end.
 *
 * <p>Source: NMEA 0183 v4.11, sentences GGA, RMC, HDT.
 */
public final class NmeaSentences {
  private static final double KNOT_METRES_PER_SECOND = 1852.0 / 3600;

  private NmeaSentences() {}

  /** Position, time of day and quality 4: fixed RTK. */
  public static String gga(Instant utc, InsState state) {
    return closed(
        String.format(
            Locale.ROOT,
            "GPGGA,%s,%s,4,18,0.7,%.3f,M,0.000,M,1.0,0001",
            time(utc),
            place(state),
            state.heightMetres));
  }

  /** Position, speed, course and date. */
  public static String rmc(Instant utc, InsState state) {
    ZonedDateTime t = utc.atZone(ZoneOffset.UTC);
    return closed(
        String.format(
            Locale.ROOT,
            "GPRMC,%s,A,%s,%05.1f,%05.1f,%02d%02d%02d,000.0,E",
            time(utc),
            place(state),
            state.speedMetresPerSecond() / KNOT_METRES_PER_SECOND,
            Math.toDegrees(state.courseRad()),
            t.getDayOfMonth(),
            t.getMonthValue(),
            t.getYear() % 100));
  }

  /** Where the body's x axis points, off true north. */
  public static String hdt(InsState state) {
    return closed(String.format(Locale.ROOT, "GPHDT,%.3f,T", Math.toDegrees(state.azimuthRad)));
  }

  private static String closed(String body) {
    int checksum = 0;
    for (int i = 0; i < body.length(); i++) {
      checksum ^= body.charAt(i);
    }
    return String.format(Locale.ROOT, "$%s*%02X\r\n", body, checksum);
  }

  private static String time(Instant utc) {
    ZonedDateTime t = utc.atZone(ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%02d%02d%02d.%02d",
        t.getHour(),
        t.getMinute(),
        t.getSecond(),
        t.getNano() / 10_000_000);
  }

  private static String place(InsState state) {
    return degreesMinutes(state.latitudeRad, 2)
        + (state.latitudeRad < 0 ? ",S," : ",N,")
        + degreesMinutes(state.longitudeRad, 3)
        + (state.longitudeRad < 0 ? ",W" : ",E");
  }

  private static String degreesMinutes(double rad, int digits) {
    // Rounded first, so that 60.00000000 minutes are never written.
    long units = Math.round(Math.abs(Math.toDegrees(rad)) * 60 * 1e8);
    long whole = units / 6_000_000_000L;
    return String.format(
        Locale.ROOT, "%0" + digits + "d%011.8f", whole, units % 6_000_000_000L / 1e8);
  }
}
