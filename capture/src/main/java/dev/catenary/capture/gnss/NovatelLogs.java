package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;

/**
 * Meaning of NovAtel's logs, however they were written: INS solutions from INSPVA, INSPVAS and
 * INSPVAX; fixes from BESTPOS, with speed and course of BESTVEL and heading of HEADING2 for at most
 * 0.3 s.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual, tables "Inertial Solution Status", "Position
 * or Velocity Type", "Solution Status".
 */
final class NovatelLogs {
  static final int BESTPOS = 42;
  static final int BESTVEL = 99;
  static final int INSPVA = 507;
  static final int INSPVAS = 508;
  static final int HEADING2 = 1335;
  static final int INSPVAX = 1465;

  static final int INS_HIGH_VARIANCE = 2;
  static final int INS_SOLUTION_GOOD = 3;
  static final int INS_SOLUTION_FREE = 6;
  static final int INS_ALIGNMENT_COMPLETE = 7;
  static final int SOL_COMPUTED = 0;
  private static final double HEIGHT_METRES_MAX = 100_000;
  private static final long SAID_NANOS_MAX = 300_000_000;

  private final Counters counters;
  private final HeardMessages heard;
  private final ReceiverSettings settings;
  private final GnssListener listener;
  private final InsSolution solution = new InsSolution();
  private final GnssFix fix = new GnssFix();
  private boolean isComputed;
  private long velocityNanos;
  private long headingNanos;
  private double headingRad = Double.NaN;

  NovatelLogs(
      Counters counters, HeardMessages heard, ReceiverSettings settings, GnssListener listener) {
    this.counters = counters;
    this.heard = heard;
    this.settings = settings;
    this.listener = listener;
    fix.isDated = true;
  }

  void arrived(long hostTimeNanos) {
    fix.hostTimeNanos = hostTimeNanos;
  }

  /** A log that is not used. */
  void other(int id) {
    counters.increment(DeviceCounter.INS_OTHER);
    heard.count(
        switch (id) {
          case 101 -> "TIME";
          case 263 -> "INSATT";
          case 265 -> "INSPOS";
          case 267 -> "INSVEL";
          case 812 -> "CORRIMU";
          case 813 -> "CORRIMUS";
          case 268, 325, 1461, 1462 -> "RAWIMU";
          case BESTPOS -> "BESTPOS";
          case BESTVEL -> "BESTVEL";
          case HEADING2 -> "HEADING2";
          case INSPVA, INSPVAS, INSPVAX -> "INSPVA?";
          default -> "NOV";
        });
  }

  void solution(long gpsTimeNanos, double latitude, double longitude, double heightMetres) {
    solution.gpsTimeNanos = gpsTimeNanos;
    solution.latitudeRad = Math.toRadians(latitude);
    solution.longitudeRad = Math.toRadians(longitude);
    solution.heightMetres = heightMetres;
  }

  void attitude(double rollDegrees, double pitchDegrees, double azimuthDegrees) {
    solution.rollRad = Math.toRadians(rollDegrees);
    solution.pitchRad = Math.toRadians(pitchDegrees);
    solution.azimuthRad = Math.toRadians(azimuthDegrees);
  }

  void handInspvax(int insStatus, int positionType) {
    heard.count("INSPVAX");
    hand(insStatus, positionQuality(positionType));
  }

  /** Has no position type; a good solution is taken as an unaided one. */
  void handInspva(int id, int insStatus) {
    heard.count(id == INSPVA ? "INSPVA" : "INSPVAS");
    hand(insStatus, PoseQuality.SINGLE);
  }

  private void hand(int insStatus, PoseQuality positionQuality) {
    if (!isPlace()) {
      counters.increment(DeviceCounter.INS_MALFORMED);
      return;
    }
    counters.increment(DeviceCounter.INS_MESSAGES);
    switch (insStatus) {
      case INS_SOLUTION_GOOD, INS_ALIGNMENT_COMPLETE -> {
        solution.quality = positionQuality;
        listener.ins(solution);
      }
      case INS_SOLUTION_FREE, INS_HIGH_VARIANCE -> {
        counters.increment(DeviceCounter.INS_DEGRADED);
        solution.quality = PoseQuality.worse(positionQuality, PoseQuality.DEAD_RECKONING);
        listener.ins(solution);
      }
      default -> counters.increment(DeviceCounter.INS_NOT_ALIGNED);
    }
  }

  /** A comparison with no number is false, so these say no to that as well. */
  private boolean isPlace() {
    return Math.abs(solution.latitudeRad) <= Math.PI / 2
        && Math.abs(solution.longitudeRad) <= Math.PI
        && Math.abs(solution.heightMetres) < HEIGHT_METRES_MAX
        && Math.abs(solution.rollRad) <= 2 * Math.PI
        && Math.abs(solution.pitchRad) <= 2 * Math.PI
        && Math.abs(solution.azimuthRad) <= 2 * Math.PI;
  }

  void bestpos(
      int status,
      int positionType,
      long gpsTimeNanos,
      double latitude,
      double longitude,
      double heightMetres) {
    isComputed = status == SOL_COMPUTED && positionType != 0;
    fix.gpsTimeNanos = gpsTimeNanos;
    fix.latitudeRad = Math.toRadians(latitude);
    fix.longitudeRad = Math.toRadians(longitude);
    fix.heightMetres = heightMetres;
    fix.quality = positionQuality(positionType);
  }

  void bestposDeviations(double latitudeMetres, double longitudeMetres, double heightMetres) {
    fix.northSdMetres = latitudeMetres;
    fix.eastSdMetres = longitudeMetres;
    fix.heightSdMetres = heightMetres;
    fix.horizontalSdMetres = Math.hypot(latitudeMetres, longitudeMetres);
  }

  void handBestpos(int satellitesUsed) {
    heard.count("BESTPOS");
    boolean isPlace =
        Math.abs(fix.latitudeRad) <= Math.PI / 2
            && Math.abs(fix.longitudeRad) <= Math.PI
            && Math.abs(fix.heightMetres) < HEIGHT_METRES_MAX;
    counters.increment(isPlace ? DeviceCounter.INS_MESSAGES : DeviceCounter.INS_MALFORMED);
    if (!isPlace || !isComputed) {
      return;
    }
    fix.satellitesUsed = satellitesUsed;
    fix.headingRad =
        Math.abs(fix.gpsTimeNanos - headingNanos) <= SAID_NANOS_MAX ? headingRad : Double.NaN;
    if (Math.abs(fix.gpsTimeNanos - velocityNanos) > SAID_NANOS_MAX) {
      fix.speedMetresPerSecond = Double.NaN;
      fix.courseRad = Double.NaN;
    }
    listener.fix(fix);
  }

  void bestvel(int status, long gpsTimeNanos, double speedMetresPerSecond, double trackDegrees) {
    heard.count("BESTVEL");
    counters.increment(DeviceCounter.INS_MESSAGES);
    if (status == SOL_COMPUTED && trackDegrees >= 0 && trackDegrees <= 360) {
      velocityNanos = gpsTimeNanos;
      fix.speedMetresPerSecond = speedMetresPerSecond;
      fix.courseRad = Math.toRadians(trackDegrees);
    }
  }

  void heading2(int status, long gpsTimeNanos, double headingDegrees) {
    heard.count("HEADING2");
    counters.increment(DeviceCounter.INS_MESSAGES);
    if (status == SOL_COMPUTED && headingDegrees >= 0 && headingDegrees <= 360) {
      headingNanos = gpsTimeNanos;
      headingRad = settings.vehicleHeading(Math.toRadians(headingDegrees));
    }
  }

  /** Table "Position or Velocity Type" of the manual. */
  private static PoseQuality positionQuality(int type) {
    return switch (type) {
      case 48, 49, 50, 51, 56 -> PoseQuality.RTK_FIXED;
      case 32, 33, 34, 55 -> PoseQuality.RTK_FLOAT;
      case 17, 18, 52, 54, 68, 69, 73, 74, 77, 78, 79, 80 -> PoseQuality.DIFFERENTIAL;
      case 19 -> PoseQuality.DEAD_RECKONING;
      default -> PoseQuality.SINGLE;
    };
  }
}
