package dev.catenary.device.page.feed;

import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.SatelliteInView;
import dev.catenary.proto.point.PoseQuality;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Last message of the receiver, its satellites, and the vehicle's track. Written by the capture's
 * thread some times a second without allocating; any thread reads.
 */
public final class PositionKeeper {
  private static final long SEEN_NANOS_MAX = 10_000_000_000L;
  private static final int DEGREE_DIGITS = 8;

  /** A receiver speaks once a second at least: one that was silent for longer may have moved. */
  private static final long PRESENT_NANOS_MAX = 3_000_000_000L;

  private final Sky sky = new Sky();
  private final Track track = new Track();
  private boolean any;
  private long atNanos;
  private String source = "";
  private String fix = "";
  private double latitudeDegrees;
  private double longitudeDegrees;
  private double heightMetres;
  private double headingDegrees = Double.NaN;
  private double speedMetresPerSecond = Double.NaN;
  private int satellitesUsed = SatelliteInView.UNKNOWN;
  private double hdop = Double.NaN;
  private double northSdMetres = Double.NaN;
  private double eastSdMetres = Double.NaN;
  private double heightSdMetres = Double.NaN;

  public synchronized void fix(GnssFix said, long nanos) {
    if (!isPlace(said.quality, said.latitudeRad, said.longitudeRad)) {
      return;
    }
    satellitesUsed = said.satellitesUsed;
    hdop = said.hdop;
    northSdMetres = said.northSdMetres;
    eastSdMetres = said.eastSdMetres;
    heightSdMetres = said.heightSdMetres;
    speedMetresPerSecond = said.speedMetresPerSecond;
    double heading = Double.isNaN(said.headingRad) ? said.courseRad : said.headingRad;
    place(
        "gnss", said.quality.name(), said.latitudeRad, said.longitudeRad, said.heightMetres, nanos);
    headingDegrees = Math.toDegrees(heading);
  }

  public synchronized void ins(InsSolution said, long nanos) {
    if (!isPlace(said.quality, said.latitudeRad, said.longitudeRad)) {
      return;
    }
    place(
        "ins", said.quality.name(), said.latitudeRad, said.longitudeRad, said.heightMetres, nanos);
    headingDegrees = Math.toDegrees(said.azimuthRad);
  }

  /** Without a fix some receivers go on to say the last place, or none. */
  private static boolean isPlace(PoseQuality quality, double latitudeRad, double longitudeRad) {
    return quality != PoseQuality.NONE
        && Double.isFinite(latitudeRad)
        && Double.isFinite(longitudeRad);
  }

  private void place(
      String by,
      String quality,
      double latitudeRad,
      double longitudeRad,
      double height,
      long nanos) {
    any = true;
    source = by;
    fix = quality;
    latitudeDegrees = Math.toDegrees(latitudeRad);
    longitudeDegrees = Math.toDegrees(longitudeRad);
    heightMetres = height;
    atNanos = nanos;
    track.add(latitudeDegrees, longitudeDegrees, height, nanos);
  }

  public synchronized void satellite(SatelliteInView seen, long nanos) {
    sky.see(seen, nanos);
  }

  /**
   * As docs/page.md has it.
   *
   * @param nowNanos of the clock that the rest was told by
   */
  public synchronized Map<String, Object> answer(long nowNanos) {
    Map<String, Object> told = new LinkedHashMap<>();
    List<Object> seen = sky.answer(nowNanos - SEEN_NANOS_MAX);
    boolean present = any && nowNanos - atNanos <= PRESENT_NANOS_MAX;
    told.put("present", present);
    if (any) {
      told.put("source", source);
      told.put("fix", present ? fix : "NONE");
      told.put("lastFix", fix);
      told.put("satellitesUsed", satellitesUsed < 0 ? null : satellitesUsed);
      told.put("hdop", hdop);
      told.put("sigmaEastMetres", eastSdMetres);
      told.put("sigmaNorthMetres", northSdMetres);
      told.put("sigmaUpMetres", heightSdMetres);
      told.put("headingDegrees", headingDegrees);
      told.put("latitudeDegrees", degrees(latitudeDegrees));
      told.put("longitudeDegrees", degrees(longitudeDegrees));
      told.put("heightMetres", heightMetres);
      told.put("speedMetresPerSecond", speedMetresPerSecond);
      told.put("ageSeconds", (nowNanos - atNanos) / 1e9);
    } else {
      told.put("source", null);
      told.put("fix", "NONE");
    }
    told.put("satellitesInView", seen.isEmpty() ? null : seen.size());
    told.put("sky", seen);
    return told;
  }

  /**
   * Where the vehicle went, oldest first.
   *
   * @param nowNanos of the clock that the rest was told by
   * @param nowEpochSeconds the same moment by the wall clock
   */
  public synchronized List<Object> track(long nowNanos, double nowEpochSeconds) {
    return track.answer(nowNanos, nowEpochSeconds);
  }

  /** Degrees with the digits that a centimetre needs; JSON's other numbers have three. */
  public static BigDecimal degrees(double value) {
    return BigDecimal.valueOf(value).setScale(DEGREE_DIGITS, RoundingMode.HALF_EVEN);
  }
}
