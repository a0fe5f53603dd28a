package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodyneDataPacket.AZIMUTHS;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.BLOCKS;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.BLOCK_LENGTH;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.MEASUREMENTS;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.MEASUREMENTS_OFFSET;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.MEASUREMENT_LENGTH;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the data packets of one Velodyne sensor, in single and dual return mode. Its frame: x
 * where the azimuth is 0, y to the left of it, z up along the axis; metres.
 *
 * <p>A measurement's azimuth is its block's, turned on by what the head turns until the firing, to
 * the sensor's own resolution of 0.01 degrees. Sensor time is nanoseconds past the hour: the
 * packet's timestamp and the firing's time after it (before it for the first groups of a VLS-128).
 *
 * <p>In dual mode equal last and strongest returns are one point of kind "both".
 */
public final class VelodyneDecoder implements SensorDecoder {
  private static final float[] COS = new float[AZIMUTHS];
  private static final float[] SIN = new float[AZIMUTHS];
  private static final int DUAL_BLOCKS_VLS_128 = 8;
  private static final byte SINGLE = PointBatch.lasReturns(1, 1);
  private static final byte NEAR_OF_TWO = PointBatch.lasReturns(1, 2);
  private static final byte FAR_OF_TWO = PointBatch.lasReturns(2, 2);

  static {
    for (int azimuth = 0; azimuth < AZIMUTHS; azimuth++) {
      double rad = Math.toRadians(azimuth / 100.0);
      COS[azimuth] = (float) Math.cos(rad);
      SIN[azimuth] = (float) Math.sin(rad);
    }
  }

  private final VelodyneConfig config;
  private final ModelFinder modelFinder;
  private final PacketGaps gaps = new PacketGaps();
  private final VelodyneDataPacket packet = new VelodyneDataPacket();
  private final VelodynePositionPacket position = new VelodynePositionPacket();
  private final TurnPerPacket turn = new TurnPerPacket();
  private @Nullable VelodyneModel model;
  private VelodyneCalibration calibration = DesignAngles.of(VelodyneModel.VLP_16);
  private FiringTimes singleTimes = new FiringTimes(VelodyneModel.VLP_16, false);
  private FiringTimes dualTimes = new FiringTimes(VelodyneModel.VLP_16, true);
  private float distanceUnitMetres;
  private int distanceMin;
  private int distanceMax;
  private int returnMode;

  public VelodyneDecoder(VelodyneConfig config) {
    this.config = config;
    this.modelFinder = new ModelFinder(config.model());
  }

  @Override
  public int pointsPerPacketMax() {
    return BLOCKS * MEASUREMENTS;
  }

  @Override
  public String describe() {
    String name = model == null ? "model not yet known" : model.displayName();
    return "Velodyne " + name + ", " + describeReturns();
  }

  @Override
  public long packetsMissing() {
    return gaps.packetsMissing();
  }

  @Override
  public DecodeStatus decode(ByteBuffer bytes, int offset, int length, PointBatch batch) {
    if (length == VelodynePositionPacket.LENGTH) {
      return position.wrap(bytes, offset, length);
    }
    if (length != VelodyneDataPacket.LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    packet.wrap(bytes, offset);
    int mode = packet.returnMode();
    if (mode < VelodyneDataPacket.RETURN_STRONGEST || mode > VelodyneDataPacket.RETURN_DUAL) {
      return DecodeStatus.BAD_MAGIC;
    }
    VelodyneModel found = modelFinder.modelOf(packet);
    if (found == null) {
      return DecodeStatus.WRONG_MODEL;
    }
    if (found != model) {
      use(found);
    }
    boolean dual = mode == VelodyneDataPacket.RETURN_DUAL;
    int blocks = found == VelodyneModel.VLS_128 && dual ? DUAL_BLOCKS_VLS_128 : BLOCKS;
    if (!blocksAreWhole(found, dual, blocks)) {
      return DecodeStatus.BAD_MAGIC;
    }
    returnMode = mode;
    FiringTimes times = dual ? dualTimes : singleTimes;
    gaps.packet(packet.timestampMicros(), times.packetNanos());
    int turned = turn.of(packet, found);
    if (dual) {
      decodeDual(times, turned, blocks, batch);
    } else {
      decodeSingle(times, turned, batch);
    }
    return DecodeStatus.OK;
  }

  private void use(VelodyneModel found) {
    VelodyneCalibration own = config.calibration();
    calibration = own != null && own.lasers() == found.lasers() ? own : DesignAngles.of(found);
    singleTimes = new FiringTimes(found, false);
    dualTimes = new FiringTimes(found, true);
    distanceUnitMetres = found.distanceUnitMetres();
    distanceMin = (int) Math.ceil(config.rangeMinMetres() / found.distanceUnitMetres());
    distanceMin = Math.max(1, distanceMin);
    distanceMax = (int) Math.floor(config.rangeMaxMetres() / found.distanceUnitMetres());
    model = found;
  }

  private boolean blocksAreWhole(VelodyneModel found, boolean dual, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int bank = found == VelodyneModel.VLS_128 ? (dual ? block / 2 : block) % 4 : 0;
      int flag = VelodyneDataPacket.FLAG_BANK_0 - bank * VelodyneDataPacket.FLAG_BANK_STEP;
      if (packet.flag(block) != flag || packet.azimuthCentidegrees(block) >= AZIMUTHS) {
        return false;
      }
    }
    return true;
  }

  private void decodeSingle(FiringTimes times, int turned, PointBatch batch) {
    byte[] bytes = packet.bytes();
    byte kind =
        returnMode == VelodyneDataPacket.RETURN_LAST
            ? PointBatch.RETURN_SECOND
            : PointBatch.RETURN_STRONGEST;
    long packetNanos = packet.timestampMicros() * 1_000;
    int size = batch.size;
    for (int block = 0; block < BLOCKS; block++) {
      int azimuth = packet.azimuthCentidegrees(block);
      int firing = block * MEASUREMENTS;
      int at = block * BLOCK_LENGTH + MEASUREMENTS_OFFSET;
      int laser = firstLaser(block);
      for (int i = 0; i < MEASUREMENTS; i++, at += MEASUREMENT_LENGTH) {
        int distance = unsigned16(bytes, at);
        if (distance >= distanceMin && distance <= distanceMax) {
          int turnedAzimuth = turnedOn(azimuth, turned, times.turnOfBlock()[firing + i]);
          place(batch, size, distance, (laser + i) & laserMask(), turnedAzimuth);
          batch.intensity[size] = (char) (bytes[at + 2] & 0xFF);
          batch.returnKind[size] = kind;
          batch.lasReturns[size] = SINGLE;
          batch.sensorTimeNanos[size] = packetNanos + times.nanos()[firing + i];
          size++;
        }
      }
    }
    batch.size = size;
  }

  private void decodeDual(FiringTimes times, int turned, int blocks, PointBatch batch) {
    byte[] bytes = packet.bytes();
    long packetNanos = packet.timestampMicros() * 1_000;
    for (int block = 0; block < blocks; block += 2) {
      int azimuth = packet.azimuthCentidegrees(block);
      int firing = block * MEASUREMENTS;
      int at = block * BLOCK_LENGTH + MEASUREMENTS_OFFSET;
      int laser = firstLaser(block / 2);
      for (int i = 0; i < MEASUREMENTS; i++, at += MEASUREMENT_LENGTH) {
        int other = at + BLOCK_LENGTH;
        int last = unsigned16(bytes, at);
        int strongest = unsigned16(bytes, other);
        if ((last | strongest) == 0) {
          continue;
        }
        int turnedAzimuth = turnedOn(azimuth, turned, times.turnOfBlock()[firing + i]);
        int pointLaser = (laser + i) & laserMask();
        long time = packetNanos + times.nanos()[firing + i];
        if (last == strongest) {
          append(
              batch,
              strongest,
              bytes[other + 2],
              pointLaser,
              turnedAzimuth,
              time,
              PointBatch.RETURN_BOTH,
              SINGLE);
        } else {
          boolean two = last != 0 && strongest != 0;
          byte lastReturn = !two ? SINGLE : last < strongest ? NEAR_OF_TWO : FAR_OF_TWO;
          byte strongestReturn = !two ? SINGLE : last < strongest ? FAR_OF_TWO : NEAR_OF_TWO;
          append(
              batch,
              last,
              bytes[at + 2],
              pointLaser,
              turnedAzimuth,
              time,
              PointBatch.RETURN_SECOND,
              lastReturn);
          append(
              batch,
              strongest,
              bytes[other + 2],
              pointLaser,
              turnedAzimuth,
              time,
              PointBatch.RETURN_STRONGEST,
              strongestReturn);
        }
      }
    }
  }

  private void append(
      PointBatch batch,
      int distance,
      byte intensity,
      int laser,
      int azimuth,
      long timeNanos,
      byte kind,
      byte lasReturns) {
    if (distance < distanceMin || distance > distanceMax) {
      return;
    }
    int size = batch.size;
    place(batch, size, distance, laser, azimuth);
    batch.intensity[size] = (char) (intensity & 0xFF);
    batch.returnKind[size] = kind;
    batch.lasReturns[size] = lasReturns;
    batch.sensorTimeNanos[size] = timeNanos;
    batch.size = size + 1;
  }

  /**
   * Sensor frame coordinates; formulas of the VLP-16 manual, section 9.3.1.4, and of its figure.
   */
  private void place(PointBatch batch, int point, int distance, int laser, int azimuth) {
    VelodyneCalibration unit = calibration;
    float range = distance * distanceUnitMetres + unit.distanceMetres[laser];
    float cosTurn = COS[azimuth];
    float sinTurn = SIN[azimuth];
    float cosLaser = unit.cosAzimuth[laser];
    float sinLaser = unit.sinAzimuth[laser];
    float cos = cosTurn * cosLaser + sinTurn * sinLaser;
    float sin = sinTurn * cosLaser - cosTurn * sinLaser;
    float flat = range * unit.cosElevation[laser];
    float across = unit.horizontalMetres[laser];
    batch.xSensorMetres[point] = flat * cos + across * sin;
    batch.ySensorMetres[point] = across * cos - flat * sin;
    batch.zSensorMetres[point] = range * unit.sinElevation[laser] + unit.verticalMetres[laser];
    batch.ring[point] = unit.ring[laser];
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
  }

  private int laserMask() {
    return calibration.lasers() - 1;
  }

  /** The VLS-128's blocks hold a quarter of its lasers each. */
  private int firstLaser(int bank) {
    return (bank * MEASUREMENTS) & laserMask();
  }

  private static int turnedOn(int azimuth, int turned, float part) {
    int on = (int) (azimuth + turned * part + 0.5f);
    return on >= AZIMUTHS ? on - AZIMUTHS : on;
  }

  private String describeReturns() {
    return switch (returnMode) {
      case VelodyneDataPacket.RETURN_STRONGEST -> "strongest return";
      case VelodyneDataPacket.RETURN_LAST -> "last return";
      case VelodyneDataPacket.RETURN_DUAL -> "dual return";
      default -> "no packet yet";
    };
  }
}
