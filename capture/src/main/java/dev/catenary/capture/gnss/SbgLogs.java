package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;

/**
 * Meaning of sbgECom logs: EKF_NAV and EKF_EULER of one time stamp are one INS solution, tied to
 * GPS time by UTC_TIME, with the quality of the last GPS1_POS.
 *
 * <p>Source: sbgECom 5.1, logs SBG_ECOM_LOG_UTC_TIME (2), EKF_EULER (6), EKF_NAV (8), GPS1_POS (14)
 * of class 0; fields by their offsets. Unverified: no recording was at hand.
 */
final class SbgLogs {
  private static final int UTC_TIME = 2;
  private static final int EKF_EULER = 6;
  private static final int EKF_NAV = 8;
  private static final int GPS1_POS = 14;
  private static final int UTC_LENGTH_MIN = 33;
  private static final int EULER_LENGTH_MIN = 32;
  private static final int NAV_LENGTH_MIN = 72;
  private static final int GPS_POS_LENGTH_MIN = 12;

  private static final int UTC_VALID = 2;
  private static final int UTC_NO_LEAP_SECOND = 1;
  private static final int MODE_NAV_VELOCITY = 3;
  private static final int MODE_NAV_POSITION = 4;
  private static final int ATTITUDE_VALID = 1 << 4;
  private static final int HEADING_VALID = 1 << 5;
  private static final int POSITION_VALID = 1 << 7;
  private static final long MICRO_NANOS = 1_000;
  private static final long STAMP_TURN_MICROS = 1L << 32;

  /** The INS's clock may be carried on for so long without a new UTC_TIME. */
  private static final long TIE_MICROS_MAX = 10_000_000;

  /** A position type that was not said again for so long is no longer the solution's. */
  private static final long TYPE_MICROS_MAX = 3_000_000;

  private static final int KIND_NAV = 0;
  private static final int KIND_EULER = 1;

  private final Counters counters;
  private final HeardMessages heard;
  private final GnssListener listener;
  private final GpsWeek week;
  private final ReceiverSettings settings;
  private final InsSolution solution = new InsSolution();
  private final BinaryEpoch epoch = new BinaryEpoch(this::hand);
  private boolean isTied;
  private long tieMicros;
  private long tieGpsNanos;
  private long stampMicros;
  private PoseQuality positionType = PoseQuality.SINGLE;
  private long positionTypeMicros;
  private boolean isPlace;
  private boolean isAttitude;
  private int status;

  SbgLogs(
      Counters counters, HeardMessages heard, ReceiverSettings settings, GnssListener listener) {
    this.counters = counters;
    this.heard = heard;
    this.settings = settings;
    this.week = new GpsWeek(settings.leapSeconds());
    this.listener = listener;
  }

  void quiet() {
    epoch.quiet();
  }

  void end() {
    epoch.end();
  }

  /** Takes the data of a checked frame, which begins at 0. */
  void read(int itsClass, int id, ByteBuffer d, int length) {
    heard.count(itsClass == 0 ? name(id) : "SBG");
    boolean understood = true;
    if (itsClass == 0 && id == UTC_TIME && length >= UTC_LENGTH_MIN) {
      utcTime(d);
    } else if (itsClass == 0 && id == GPS1_POS && length >= GPS_POS_LENGTH_MIN) {
      positionType(d);
    } else if (itsClass == 0 && id == EKF_NAV && length >= NAV_LENGTH_MIN) {
      if (epoch.joins(stamp(d), KIND_NAV)) {
        nav(d);
        epoch.messageEnds();
      }
    } else if (itsClass == 0 && id == EKF_EULER && length >= EULER_LENGTH_MIN) {
      if (epoch.joins(stamp(d), KIND_EULER)) {
        euler(d);
        epoch.messageEnds();
      }
    } else {
      understood = false;
    }
    counters.increment(understood ? DeviceCounter.INS_MESSAGES : DeviceCounter.INS_OTHER);
  }

  private long stamp(ByteBuffer d) {
    return d.getInt(0) & 0xFFFF_FFFFL;
  }

  /** GPS time of the week belongs to this log's time stamp; the date tells the week. */
  private void utcTime(ByteBuffer d) {
    int utcStatus = (d.getShort(4) >> 6) & 0xF;
    if (utcStatus != UTC_VALID && utcStatus != UTC_NO_LEAP_SECOND) {
      return;
    }
    long days = GpsTime.daysSince1970(d.getShort(6) & 0xFFFF, d.get(8), d.get(9));
    long seconds = ((days * 24 + d.get(10)) * 60 + d.get(11)) * 60 + d.get(12);
    long unixNanos = seconds * 1_000_000_000 + d.getInt(13);
    week.tell(settings.leapSeconds().gpsOfUnix(unixNanos));
    tieMicros = stamp(d);
    // The time of the week comes in whole milliseconds; what is below comes from the UTC time.
    long gps = week.gpsTimeNanos(d.getInt(17) & 0xFFFF_FFFFL, 0);
    long below = Math.floorMod(d.getInt(13), 1_000_000);
    tieGpsNanos = Math.floorDiv(gps, 1_000_000) * 1_000_000 + below;
    isTied = true;
  }

  /** Table "GNSS position type". */
  private void positionType(ByteBuffer d) {
    int said = d.getInt(4);
    boolean isComputed = (said & 0x3F) == 0;
    positionTypeMicros = stamp(d);
    positionType =
        switch (isComputed ? (said >> 6) & 0x3F : 0) {
          case 7 -> PoseQuality.RTK_FIXED;
          case 6 -> PoseQuality.RTK_FLOAT;
          case 3, 4, 5, 8, 9 -> PoseQuality.DIFFERENTIAL;
          case 1, 2, 10 -> PoseQuality.SINGLE;
          default -> PoseQuality.DEAD_RECKONING;
        };
  }

  /** Its altitude is above the geoid. */
  private void nav(ByteBuffer d) {
    stampMicros = stamp(d);
    status = d.getInt(68);
    double latitude = d.getDouble(28);
    double longitude = d.getDouble(36);
    double height = d.getDouble(44) + d.getFloat(52);
    isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && Math.abs(height) < 100_000;
    if (!isPlace) {
      counters.increment(DeviceCounter.INS_MALFORMED);
      return;
    }
    solution.latitudeRad = Math.toRadians(latitude);
    solution.longitudeRad = Math.toRadians(longitude);
    solution.heightMetres = height;
  }

  /** Body axes of the INS: x forward, y right, z down; so roll right side down, pitch nose up. */
  private void euler(ByteBuffer d) {
    double roll = d.getFloat(4);
    double pitch = d.getFloat(8);
    double yaw = d.getFloat(12);
    isAttitude =
        Math.abs(roll) <= 2 * Math.PI && Math.abs(pitch) <= Math.PI && Math.abs(yaw) <= 2 * Math.PI;
    if (!isAttitude) {
      counters.increment(DeviceCounter.INS_MALFORMED);
      return;
    }
    solution.rollRad = roll;
    solution.pitchRad = pitch;
    solution.azimuthRad = yaw;
  }

  private void hand() {
    if (isPlace && isAttitude) {
      solve();
    }
    isPlace = false;
    isAttitude = false;
  }

  private void solve() {
    long since = stampMicros - tieMicros;
    if (since < -STAMP_TURN_MICROS / 2) {
      since += STAMP_TURN_MICROS;
    } else if (since > STAMP_TURN_MICROS / 2) {
      since -= STAMP_TURN_MICROS;
    }
    int mode = status & 0xF;
    boolean isOriented = (status & ATTITUDE_VALID) != 0 && (status & HEADING_VALID) != 0;
    boolean isSolution = mode == MODE_NAV_POSITION || mode == MODE_NAV_VELOCITY;
    if (!isTied || Math.abs(since) > TIE_MICROS_MAX || !isSolution || !isOriented) {
      counters.increment(DeviceCounter.INS_NOT_ALIGNED);
      return;
    }
    solution.gpsTimeNanos = tieGpsNanos + since * MICRO_NANOS;
    solution.quality = quality(mode);
    if (solution.quality == PoseQuality.DEAD_RECKONING) {
      counters.increment(DeviceCounter.INS_DEGRADED);
    }
    listener.ins(solution);
  }

  private PoseQuality quality(int mode) {
    if (mode != MODE_NAV_POSITION || (status & POSITION_VALID) == 0) {
      return PoseQuality.DEAD_RECKONING;
    }
    boolean isOld = Math.abs(stampMicros - positionTypeMicros) > TYPE_MICROS_MAX;
    return isOld ? PoseQuality.SINGLE : positionType;
  }

  private static String name(int id) {
    return switch (id) {
      case UTC_TIME -> "UTC_TIME";
      case EKF_EULER -> "EKF_EULE";
      case 7 -> "EKF_QUAT";
      case EKF_NAV -> "EKF_NAV";
      case GPS1_POS -> "GPS1_POS";
      default -> "SBG";
    };
  }
}
