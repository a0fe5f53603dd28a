package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;

/**
 * The fix of one moment as UBX messages say it; reused.
 *
 * <p>Source: as {@link UbxNavigation}; fields by their offsets in the payload.
 */
final class UbxFix {
  private static final double LAT_LON_DEGREES = 1e-7;
  private static final double LAT_LON_HP_DEGREES = 1e-9;
  private static final double ANGLE_DEGREES = 1e-5;
  private static final double MILLI = 1e-3;
  private static final double HP_METRES = 1e-4;
  private static final double HEADING_SD_DEGREES_MAX = 90;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long HALF_MILLI_NANOS = 500_000;

  private static final int FIX_DEAD_RECKONING = 1;
  private static final int FIX_2D = 2;
  private static final int FIX_3D = 3;
  private static final int FIX_GNSS_AND_DEAD_RECKONING = 4;

  private final Counters counters;
  private final ReceiverSettings settings;
  private final GpsWeek week;
  private final GnssListener listener;
  private final GnssFix fix = new GnssFix();
  private long hostTimeNanos;

  private boolean isPlace;
  private double latitudeHp;
  private double longitudeHp;
  private double heightHp;
  private boolean isFine;
  private double pairHeadingRad = Double.NaN;
  private double vehicleHeadingRad = Double.NaN;
  private double attitudeHeadingRad = Double.NaN;

  UbxFix(Counters counters, ReceiverSettings settings, GpsWeek week, GnssListener listener) {
    this.counters = counters;
    this.settings = settings;
    this.week = week;
    this.listener = listener;
    forget();
  }

  void arrived(long hostNanos) {
    hostTimeNanos = hostNanos;
  }

  /**
   * Takes NAV-PVT.
   *
   * @param hasVehicleHeading false for the short form of old receivers
   */
  void pvt(ByteBuffer m, boolean hasVehicleHeading) {
    int flags = m.get(21);
    int fixType = m.get(20);
    boolean isInvalid = hasVehicleHeading && (m.get(78) & 0x1) != 0;
    fix.hostTimeNanos = hostTimeNanos;
    time(m);
    if ((flags & 0x1) == 0 || isInvalid) {
      return;
    }
    if (fixType == FIX_2D) {
      counters.increment(DeviceCounter.FIXES_WITHOUT_HEIGHT);
      return;
    }
    fix.quality = quality(fixType, flags);
    isPlace = fix.quality != PoseQuality.NONE;
    fix.longitudeRad = Math.toRadians(m.getInt(24) * LAT_LON_DEGREES);
    fix.latitudeRad = Math.toRadians(m.getInt(28) * LAT_LON_DEGREES);
    fix.heightMetres = m.getInt(32) * MILLI;
    fix.horizontalSdMetres = (m.getInt(40) & 0xFFFF_FFFFL) * MILLI;
    fix.heightSdMetres = (m.getInt(44) & 0xFFFF_FFFFL) * MILLI;
    fix.speedMetresPerSecond = m.getInt(60) * MILLI;
    fix.courseRad = Math.toRadians(m.getInt(64) * ANGLE_DEGREES);
    fix.satellitesUsed = m.get(23) & 0xFF;
    if (hasVehicleHeading && (flags & 0x20) != 0) {
      vehicleHeadingRad = Math.toRadians(m.getInt(84) * ANGLE_DEGREES);
    }
  }

  private static PoseQuality quality(int fixType, int flags) {
    return switch (fixType) {
      case FIX_DEAD_RECKONING -> PoseQuality.DEAD_RECKONING;
      case FIX_3D, FIX_GNSS_AND_DEAD_RECKONING ->
          switch ((flags >> 6) & 0x3) {
            case 2 -> PoseQuality.RTK_FIXED;
            case 1 -> PoseQuality.RTK_FLOAT;
            default -> (flags & 0x2) != 0 ? PoseQuality.DIFFERENTIAL : PoseQuality.SINGLE;
          };
      default -> PoseQuality.NONE;
    };
  }

  /** GPS time is the time of the week in whole milliseconds, and what UTC says below one. */
  private void time(ByteBuffer m) {
    long tow = m.getInt(0) & 0xFFFF_FFFFL;
    int valid = m.get(11);
    int nanos = m.getInt(16);
    boolean isDateAndTime = (valid & 0x3) == 0x3;
    long utcNanos = 0;
    if (isDateAndTime) {
      long days = GpsTime.daysSince1970(m.getShort(4) & 0xFFFF, m.get(6), m.get(7));
      utcNanos =
          ((days * 24 + m.get(8)) * 60 + m.get(9)) * 60 * SECOND_NANOS
              + m.get(10) * SECOND_NANOS
              + nanos;
      week.tell(settings.leapSeconds().gpsOfUnix(utcNanos));
    }
    fix.isDated = week.isTold();
    fix.gpsTimeNanos = week.gpsTimeNanos(tow, hostTimeNanos);
    if (isDateAndTime) {
      fix.gpsTimeNanos +=
          Math.floorMod(nanos + HALF_MILLI_NANOS, 2 * HALF_MILLI_NANOS) - HALF_MILLI_NANOS;
    }
    if (isDateAndTime && (valid & 0x4) != 0) {
      // UTC is fully resolved: its leap seconds are what lies between the two.
      long less = fix.gpsTimeNanos - GpsTime.ofUnix(utcNanos, 0);
      settings.leapSeconds().tell((int) Math.round((double) less / SECOND_NANOS), fix.gpsTimeNanos);
    }
  }

  /** Takes NAV-HPPOSLLH. */
  void highPrecision(ByteBuffer m) {
    isFine = (m.get(3) & 0x1) == 0;
    longitudeHp = m.getInt(8) * LAT_LON_DEGREES + m.get(24) * LAT_LON_HP_DEGREES;
    latitudeHp = m.getInt(12) * LAT_LON_DEGREES + m.get(25) * LAT_LON_HP_DEGREES;
    heightHp = m.getInt(16) * MILLI + m.get(26) * HP_METRES;
  }

  /** Takes NAV-ATT: roll right side down, pitch nose up, heading of the vehicle. */
  void attitude(ByteBuffer m) {
    if ((m.getInt(28) & 0xFFFF_FFFFL) * ANGLE_DEGREES > HEADING_SD_DEGREES_MAX) {
      return;
    }
    fix.rollRad = Math.toRadians(m.getInt(8) * ANGLE_DEGREES);
    fix.pitchRad = Math.toRadians(m.getInt(12) * ANGLE_DEGREES);
    attitudeHeadingRad = Math.toRadians(m.getInt(16) * ANGLE_DEGREES);
  }

  /** Takes NAV-RELPOSNED: only from a base that moves along is its direction a heading. */
  void relative(ByteBuffer m) {
    int flags = m.getInt(60);
    boolean isHeading =
        (flags & 0x1) != 0
            && (flags & 0x4) != 0
            && ((flags >> 3) & 0x3) == 2
            && (flags & 0x20) != 0
            && (flags & 0x100) != 0;
    if (isHeading) {
      pairHeadingRad = settings.vehicleHeading(Math.toRadians(m.getInt(24) * ANGLE_DEGREES));
    }
  }

  /** Hands on the moment, and forgets it. */
  void hand() {
    if (isPlace) {
      if (isFine) {
        fix.latitudeRad = Math.toRadians(latitudeHp);
        fix.longitudeRad = Math.toRadians(longitudeHp);
        fix.heightMetres = heightHp;
      }
      if (!Double.isNaN(pairHeadingRad)) {
        fix.headingRad = pairHeadingRad;
      } else {
        fix.headingRad = Double.isNaN(attitudeHeadingRad) ? vehicleHeadingRad : attitudeHeadingRad;
      }
      boolean isOnEarth =
          Math.abs(fix.latitudeRad) <= Math.PI / 2 && Math.abs(fix.longitudeRad) <= Math.PI;
      if (!isOnEarth) {
        counters.increment(DeviceCounter.RECEIVER_MALFORMED);
      } else {
        if (!fix.isDated) {
          counters.increment(DeviceCounter.FIXES_UNDATED);
        }
        listener.fix(fix);
      }
    }
    forget();
  }

  private void forget() {
    isPlace = false;
    isFine = false;
    pairHeadingRad = Double.NaN;
    vehicleHeadingRad = Double.NaN;
    attitudeHeadingRad = Double.NaN;
    fix.rollRad = Double.NaN;
    fix.pitchRad = Double.NaN;
  }
}
