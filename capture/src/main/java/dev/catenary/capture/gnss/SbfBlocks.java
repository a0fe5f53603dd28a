package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;

/**
 * Meaning of the SBF blocks that tell place, attitude and time. Those of one time of the week make
 * one fix: PVTGeodetic, its deviations by PosCovGeodetic, heading, pitch and roll by AttEuler.
 * ReceiverTime tells the leap seconds, EndOfPVT that a moment is told.
 *
 * <p>Source: mosaic-X5 Reference Guide, firmware 4.14, section 4.2 "SBF Block Definitions"; fields
 * by their offsets in the block.
 */
final class SbfBlocks {
  private static final int PVT_GEODETIC = 4007;
  private static final int POS_COV_GEODETIC = 5906;
  private static final int ATT_EULER = 5938;
  private static final int RECEIVER_TIME = 5914;
  private static final int END_OF_PVT = 5921;
  private static final int ID_MASK = 0x1FFF;

  private static final int TOW_OFFSET = 8;
  private static final int WEEK_OFFSET = 12;
  private static final int TIMED_LENGTH = 14;
  private static final int PVT_LENGTH_MIN = 85;
  private static final int POS_COV_LENGTH_MIN = 28;
  private static final int ATT_LENGTH_MIN = 32;
  private static final int RECEIVER_TIME_LENGTH_MIN = 22;

  private static final int KIND_PVT = 0;
  private static final int KIND_COVARIANCE = 1;
  private static final int KIND_ATTITUDE = 2;

  /** A float or double that was not computed. */
  private static final double NOT_COMPUTED = -2e10;

  private static final int WEEK_UNKNOWN = 65_535;
  private static final long TOW_UNKNOWN = 0xFFFF_FFFFL;
  private static final int LEAP_UNKNOWN = -128;
  private static final int SATELLITES_UNKNOWN = 255;

  private final Counters counters;
  private final HeardMessages heard;
  private final ReceiverSettings settings;
  private final GnssListener listener;
  private final GnssFix fix = new GnssFix();
  private final BinaryEpoch epoch = new BinaryEpoch(this::hand);
  private long hostTimeNanos;
  private boolean isPlace;

  SbfBlocks(
      Counters counters, HeardMessages heard, ReceiverSettings settings, GnssListener listener) {
    this.counters = counters;
    this.heard = heard;
    this.settings = settings;
    this.listener = listener;
    fix.isDated = true;
    forget();
  }

  void arrived(long hostNanos) {
    hostTimeNanos = hostNanos;
  }

  void quiet() {
    epoch.quiet();
  }

  void end() {
    epoch.end();
  }

  /** Takes a checked block that begins at 0. */
  void read(ByteBuffer b, int length) {
    int id = b.getShort(4) & ID_MASK;
    heard.count(name(id));
    if (length < TIMED_LENGTH || !isUsed(id, length)) {
      counters.increment(DeviceCounter.RECEIVER_OTHER);
      return;
    }
    counters.increment(DeviceCounter.RECEIVER_MESSAGES);
    long tow = b.getInt(TOW_OFFSET) & 0xFFFF_FFFFL;
    int week = b.getShort(WEEK_OFFSET) & 0xFFFF;
    if (tow == TOW_UNKNOWN || week == WEEK_UNKNOWN) {
      // The receiver does not know the time yet; then it has no place either.
      return;
    }
    long gpsTimeNanos = GpsTime.ofWeek(week, tow / 1e3);
    switch (id) {
      case RECEIVER_TIME -> receiverTime(b, gpsTimeNanos);
      case END_OF_PVT -> epoch.endsWith(gpsTimeNanos);
      default -> ofMoment(id, b, gpsTimeNanos);
    }
  }

  private static boolean isUsed(int id, int length) {
    return switch (id) {
      case PVT_GEODETIC -> length >= PVT_LENGTH_MIN;
      case POS_COV_GEODETIC -> length >= POS_COV_LENGTH_MIN;
      case ATT_EULER -> length >= ATT_LENGTH_MIN;
      case RECEIVER_TIME -> length >= RECEIVER_TIME_LENGTH_MIN;
      case END_OF_PVT -> true;
      default -> false;
    };
  }

  private void ofMoment(int id, ByteBuffer b, long gpsTimeNanos) {
    int kind = id == PVT_GEODETIC ? KIND_PVT : id == ATT_EULER ? KIND_ATTITUDE : KIND_COVARIANCE;
    if (!epoch.joins(gpsTimeNanos, kind)) {
      return;
    }
    switch (id) {
      case PVT_GEODETIC -> pvt(b, gpsTimeNanos);
      case ATT_EULER -> attitude(b);
      default -> covariance(b);
    }
    epoch.messageEnds();
  }

  private void pvt(ByteBuffer b, long gpsTimeNanos) {
    int mode = b.get(14);
    int error = b.get(15);
    double latitude = b.getDouble(16);
    double longitude = b.getDouble(24);
    double height = b.getDouble(32);
    fix.gpsTimeNanos = gpsTimeNanos;
    fix.hostTimeNanos = hostTimeNanos;
    fix.quality = quality(mode & 0xF);
    if (error != 0 || fix.quality == PoseQuality.NONE) {
      return;
    }
    if ((mode & 0x80) != 0) {
      counters.increment(DeviceCounter.FIXES_WITHOUT_HEIGHT);
      return;
    }
    isPlace =
        Math.abs(latitude) <= Math.PI / 2
            && Math.abs(longitude) <= Math.PI
            && Math.abs(height) < 100_000;
    if (!isPlace) {
      counters.increment(DeviceCounter.RECEIVER_MALFORMED);
      return;
    }
    fix.latitudeRad = latitude;
    fix.longitudeRad = longitude;
    fix.heightMetres = height;
    fix.speedMetresPerSecond = Math.hypot(known(b.getFloat(44)), known(b.getFloat(48)));
    fix.courseRad = Math.toRadians(known(b.getFloat(56)));
    int satellites = b.get(74) & 0xFF;
    fix.satellitesUsed = satellites == SATELLITES_UNKNOWN ? -1 : satellites;
  }

  /** Table "Mode" of PVTGeodetic. A moving base's own place is that of a single fix. */
  private static PoseQuality quality(int mode) {
    return switch (mode) {
      case 4 -> PoseQuality.RTK_FIXED;
      case 5 -> PoseQuality.RTK_FLOAT;
      case 2, 6, 10 -> PoseQuality.DIFFERENTIAL;
      case 1, 3, 7, 8 -> PoseQuality.SINGLE;
      default -> PoseQuality.NONE;
    };
  }

  private void covariance(ByteBuffer b) {
    fix.northSdMetres = Math.sqrt(known(b.getFloat(16)));
    fix.eastSdMetres = Math.sqrt(known(b.getFloat(20)));
    fix.heightSdMetres = Math.sqrt(known(b.getFloat(24)));
    fix.horizontalSdMetres = Math.hypot(fix.northSdMetres, fix.eastSdMetres);
  }

  /** Roll is measured only with two auxiliary antennas; with one the vehicle counts as level. */
  private void attitude(ByteBuffer b) {
    int error = b.get(15);
    int mode = b.getShort(16) & 0xFFFF;
    double heading = known(b.getFloat(20));
    double pitch = known(b.getFloat(24));
    double roll = known(b.getFloat(28));
    if (mode == 0 || (error & 0x3) != 0 || Double.isNaN(heading)) {
      return;
    }
    fix.headingRad = settings.vehicleHeading(Math.toRadians(heading));
    boolean isWhole = mode >= 3 && !Double.isNaN(pitch) && !Double.isNaN(roll);
    fix.rollRad = isWhole ? Math.toRadians(roll) : Double.NaN;
    fix.pitchRad = isWhole ? Math.toRadians(pitch) : Double.NaN;
  }

  private void receiverTime(ByteBuffer b, long gpsTimeNanos) {
    int leap = b.get(20);
    boolean isSure = (b.get(21) & 0x3) == 0x3;
    if (isSure && leap != LEAP_UNKNOWN) {
      settings.leapSeconds().tell(leap, gpsTimeNanos);
    }
  }

  private static double known(double value) {
    return value == NOT_COMPUTED ? Double.NaN : value;
  }

  private void hand() {
    if (isPlace) {
      listener.fix(fix);
    }
    forget();
  }

  private void forget() {
    isPlace = false;
    fix.headingRad = Double.NaN;
    fix.rollRad = Double.NaN;
    fix.pitchRad = Double.NaN;
    fix.northSdMetres = Double.NaN;
    fix.eastSdMetres = Double.NaN;
    fix.heightSdMetres = Double.NaN;
    fix.horizontalSdMetres = Double.NaN;
  }

  private static String name(int id) {
    return switch (id) {
      case PVT_GEODETIC -> "PVTGeod";
      case POS_COV_GEODETIC -> "PosCov";
      case ATT_EULER -> "AttEuler";
      case RECEIVER_TIME -> "RcvrTime";
      case END_OF_PVT -> "EndOfPVT";
      case 4006 -> "PVTCart";
      default -> "SBF";
    };
  }
}
