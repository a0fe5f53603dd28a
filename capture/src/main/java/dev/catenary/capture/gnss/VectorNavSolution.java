package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;

/**
 * The INS solution of one VectorNav message: GPS time, attitude, place and INS status, from
 * whichever groups have them. A message that lacks one of them gives none.
 *
 * <p>Source: as {@link VectorNavParser}. Unverified: no recording was at hand.
 */
final class VectorNavSolution {
  private static final int COMMON = 1;
  private static final int TIME = 2;
  private static final int GNSS = 4;
  private static final int ATTITUDE = 5;
  private static final int INS = 6;
  private static final int MODE_ALIGNING = 1;
  private static final int MODE_TRACKING = 2;
  private static final int MODE_LOST_GNSS = 3;
  private static final int UNKNOWN = -1;

  private final Counters counters;
  private final HeardMessages heard;
  private final GnssListener listener;
  private final InsSolution solution = new InsSolution();
  private long gpsTimeNanos;
  private double towSeconds;
  private int week;
  private int status;
  private boolean isAttitude;
  private boolean isPlace;

  /** Fix type of the last message that said one, and of the next ones. */
  private int fixType = UNKNOWN;

  VectorNavSolution(Counters counters, HeardMessages heard, GnssListener listener) {
    this.counters = counters;
    this.heard = heard;
    this.listener = listener;
  }

  void begin() {
    gpsTimeNanos = 0;
    towSeconds = Double.NaN;
    week = 0;
    status = UNKNOWN;
    isAttitude = false;
    isPlace = false;
  }

  /** Takes a field by its group's number and its bit. */
  void field(int group, int bit, ByteBuffer m, int at) {
    switch (group * Short.SIZE + bit) {
      case COMMON * Short.SIZE + 1, TIME * Short.SIZE + 1 -> gpsTimeNanos = m.getLong(at);
      case TIME * Short.SIZE + 2 -> towSeconds = m.getLong(at) / 1e9;
      case TIME * Short.SIZE + 3 -> week = m.getShort(at) & 0xFFFF;
      case COMMON * Short.SIZE + 3, ATTITUDE * Short.SIZE + 1 -> attitude(m, at);
      case COMMON * Short.SIZE + 6, INS * Short.SIZE + 1 -> place(m, at);
      case COMMON * Short.SIZE + 12, INS * Short.SIZE -> status = m.getShort(at) & 0xFFFF;
      case GNSS * Short.SIZE + 4 -> fixType = m.get(at) & 0xFF;
      default -> {}
    }
  }

  /** Yaw, pitch, roll in degrees; body axes x forward, y right, z down. */
  private void attitude(ByteBuffer m, int at) {
    double yaw = m.getFloat(at);
    double pitch = m.getFloat(at + 4);
    double roll = m.getFloat(at + 8);
    isAttitude = Math.abs(yaw) <= 360 && Math.abs(pitch) <= 90 && Math.abs(roll) <= 360;
    solution.azimuthRad = Math.toRadians(yaw);
    solution.pitchRad = Math.toRadians(pitch);
    solution.rollRad = Math.toRadians(roll);
  }

  /** Latitude, longitude in degrees, height above the ellipsoid in metres. */
  private void place(ByteBuffer m, int at) {
    double latitude = m.getDouble(at);
    double longitude = m.getDouble(at + 8);
    double height = m.getDouble(at + 16);
    isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && Math.abs(height) < 100_000;
    solution.latitudeRad = Math.toRadians(latitude);
    solution.longitudeRad = Math.toRadians(longitude);
    solution.heightMetres = height;
  }

  void end() {
    if (gpsTimeNanos == 0 && week > 0 && towSeconds >= 0) {
      gpsTimeNanos = GpsTime.ofWeek(week, towSeconds);
    }
    if (!isAttitude || !isPlace || gpsTimeNanos <= 0 || status == UNKNOWN) {
      heard.count("VN");
      counters.increment(DeviceCounter.INS_OTHER);
      return;
    }
    heard.count("VN-INS");
    counters.increment(DeviceCounter.INS_MESSAGES);
    switch (status & 0x3) {
      case MODE_TRACKING -> hand(quality());
      case MODE_ALIGNING, MODE_LOST_GNSS -> {
        counters.increment(DeviceCounter.INS_DEGRADED);
        hand(PoseQuality.DEAD_RECKONING);
      }
      default -> counters.increment(DeviceCounter.INS_NOT_ALIGNED);
    }
  }

  private void hand(PoseQuality quality) {
    solution.gpsTimeNanos = gpsTimeNanos;
    solution.quality = quality;
    listener.ins(solution);
  }

  /** Table "GNSS fix"; without it a solution that tracks is taken as an unaided one. */
  private PoseQuality quality() {
    return switch (fixType) {
      case 8 -> PoseQuality.RTK_FIXED;
      case 7 -> PoseQuality.RTK_FLOAT;
      case 4, 5 -> PoseQuality.DIFFERENTIAL;
      default -> PoseQuality.SINGLE;
    };
  }
}
