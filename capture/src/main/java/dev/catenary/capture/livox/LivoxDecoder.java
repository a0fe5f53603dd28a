package dev.catenary.capture.livox;

import dev.catenary.capture.livox.LivoxPacket.Points;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;

/**
 * Decodes the point packets of one Livox sensor into its own frame: x forward, y left, z up. Sensor
 * time is TAI since 1970 where the sensor follows PTP or GNSS, else since its start. Points without
 * a return are left out; returns of one pulse that are equal are one point.
 */
final class LivoxDecoder implements SensorDecoder {
  private static final int RETURNS_MAX = 3;
  private static final double MILLIMETRE = 1e-3;
  private static final double CENTIMETRE = 1e-2;
  private static final double CENTIDEGREE_RAD = Math.toRadians(0.01);
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int TAI_LESS_GPS_SECONDS = 19;
  private static final int COUNT_PERIOD = 1 << 16;
  private static final byte[][] LAS_RETURNS = lasReturns();

  private final LivoxModel model;
  private final double rangeMinMetres;
  private final double rangeMaxMetres;
  private final LivoxPacket packet = new LivoxPacket();
  private final LeapSeconds leapSeconds = LeapSeconds.byDate();
  private final double[] x = new double[RETURNS_MAX];
  private final double[] y = new double[RETURNS_MAX];
  private final double[] z = new double[RETURNS_MAX];
  private final double[] range = new double[RETURNS_MAX];
  private final int[] reflectivity = new int[RETURNS_MAX];
  private long missing;
  private int previousCount = -1;
  private int previousFrame;
  private LivoxPacket.Clock clock = LivoxPacket.Clock.FREE;
  private int returns;

  LivoxDecoder(LivoxModel model, double rangeMinMetres, double rangeMaxMetres) {
    this.model = model;
    this.rangeMinMetres = rangeMinMetres;
    this.rangeMaxMetres = rangeMaxMetres;
  }

  private static byte[][] lasReturns() {
    byte[][] all = new byte[RETURNS_MAX + 1][RETURNS_MAX + 1];
    for (int count = 1; count <= RETURNS_MAX; count++) {
      for (int number = 1; number <= count; number++) {
        all[number][count] = PointBatch.lasReturns(number, count);
      }
    }
    return all;
  }

  @Override
  public int pointsPerPacketMax() {
    return 2 * LivoxPacket.POINTS_MAX;
  }

  @Override
  public long packetsMissing() {
    return missing;
  }

  @Override
  public DecodeStatus decode(ByteBuffer bytes, int offset, int length, PointBatch batch) {
    DecodeStatus status = packet.wrap(bytes, offset, length);
    if (status == DecodeStatus.OK && packet.isSdk1() != model.isSdk1()) {
      return DecodeStatus.WRONG_MODEL;
    }
    if (status != DecodeStatus.OK) {
      return status;
    }
    clock = packet.clock();
    returns = packet.returns();
    long nanos = timeNanos();
    int pulses = packet.pulses();
    if (!packet.isSdk1()) {
      countMissing();
    }
    for (int pulse = 0; pulse < pulses; pulse++) {
      long after =
          packet.isSdk1()
              ? pulse * SECOND_NANOS / model.pulsesPerSecond
              : pulse * packet.intervalNanos() / pulses;
      pulse(packet.pulseAt(pulse), nanos + after, batch);
    }
    return DecodeStatus.OK;
  }

  /** The count begins anew with each frame, so only a gap within one tells of a loss. */
  private void countMissing() {
    int count = packet.countInFrame();
    int frame = packet.frame();
    boolean goesOn = previousCount >= 0 && frame == previousFrame && count > previousCount;
    if (goesOn && count - previousCount < COUNT_PERIOD / 2) {
      missing += count - previousCount - 1;
    }
    previousCount = count;
    previousFrame = frame;
  }

  private long timeNanos() {
    if (clock != LivoxPacket.Clock.UTC) {
      return packet.timeNanos();
    }
    long unix =
        packet.isSdk1()
            ? (GpsTime.daysSince1970(
                                2_000 + packet.dateByte(0), packet.dateByte(1), packet.dateByte(2))
                            * 24
                        + packet.dateByte(3))
                    * 3_600
                    * SECOND_NANOS
                + packet.microsOfHour() * 1_000
            : packet.timeNanos();
    return unix + (leapSeconds.atUtc(unix) + TAI_LESS_GPS_SECONDS) * SECOND_NANOS;
  }

  private void pulse(int at, long nanos, PointBatch batch) {
    Points points = packet.points();
    int count = 0;
    for (int i = 0; i < returns; i++) {
      switch (points) {
        case CARTESIAN_MILLIMETRES -> cartesian(count, at + i * packet.returnLength());
        case CARTESIAN_CENTIMETRES -> coarse(count, at);
        case SPHERICAL -> spherical(count, at, at + 4, at + 6, at + 8);
        default -> spherical(count, at + 4 + 6 * i, at, at + 2, at + 8 + 6 * i);
      }
      count += range[count] > 0 && isNew(count) ? 1 : 0;
    }
    for (int i = 0; i < count; i++) {
      if (range[i] >= rangeMinMetres && range[i] <= rangeMaxMetres) {
        add(i, count, nanos, batch);
      }
    }
  }

  private void cartesian(int into, int at) {
    set(
        into,
        packet.signed32(at) * MILLIMETRE,
        packet.signed32(at + 4) * MILLIMETRE,
        packet.signed32(at + 8) * MILLIMETRE,
        packet.unsigned8(at + 12));
  }

  private void coarse(int into, int at) {
    set(
        into,
        packet.signed16(at) * CENTIMETRE,
        packet.signed16(at + 2) * CENTIMETRE,
        packet.signed16(at + 4) * CENTIMETRE,
        packet.unsigned8(at + 6));
  }

  /** Theta is counted from the z axis, phi from x towards y. */
  private void spherical(int into, int depthAt, int thetaAt, int phiAt, int reflectivityAt) {
    double depth = (packet.signed32(depthAt) & 0xFFFF_FFFFL) * MILLIMETRE;
    double theta = packet.unsigned16(thetaAt) * CENTIDEGREE_RAD;
    double phi = packet.unsigned16(phiAt) * CENTIDEGREE_RAD;
    double flat = depth * Math.sin(theta);
    set(
        into,
        flat * Math.cos(phi),
        flat * Math.sin(phi),
        depth * Math.cos(theta),
        packet.unsigned8(reflectivityAt));
  }

  private void set(int into, double xMetres, double yMetres, double zMetres, int howBright) {
    x[into] = xMetres;
    y[into] = yMetres;
    z[into] = zMetres;
    range[into] = Math.sqrt(xMetres * xMetres + yMetres * yMetres + zMetres * zMetres);
    reflectivity[into] = howBright;
  }

  private boolean isNew(int last) {
    for (int i = 0; i < last; i++) {
      if (range[i] == range[last] && reflectivity[i] == reflectivity[last]) {
        return false;
      }
    }
    return true;
  }

  private void add(int i, int count, long nanos, PointBatch batch) {
    int number = 1;
    for (int other = 0; other < count; other++) {
      number += range[other] < range[i] || (range[other] == range[i] && other < i) ? 1 : 0;
    }
    int at = batch.size++;
    batch.xSensorMetres[at] = (float) x[i];
    batch.ySensorMetres[at] = (float) y[i];
    batch.zSensorMetres[at] = (float) z[i];
    batch.intensity[at] = (char) reflectivity[i];
    batch.ring[at] = 0;
    batch.returnKind[at] = i == 0 ? PointBatch.RETURN_STRONGEST : PointBatch.RETURN_SECOND;
    batch.lasReturns[at] = LAS_RETURNS[number][count];
    batch.sensorTimeNanos[at] = nanos;
  }

  @Override
  public String describe() {
    String time =
        switch (clock) {
          case PTP -> "time by PTP";
          case UTC -> "time by GNSS";
          case FREE -> "clock free";
        };
    return "Livox "
        + model.displayName
        + ", "
        + switch (returns) {
          case 0 -> "no packet yet";
          case 1 -> "single return, " + time;
          case 2 -> "dual return, " + time;
          default -> "triple return, " + time;
        };
  }
}
