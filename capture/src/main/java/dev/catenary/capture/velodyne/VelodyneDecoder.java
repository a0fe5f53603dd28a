package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodyneDataPacket.AZIMUTHS;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.BLOCKS;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.BLOCK_LENGTH;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.MEASUREMENTS;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.MEASUREMENTS_OFFSET;
import static dev.catenary.capture.velodyne.VelodyneDataPacket.MEASUREMENT_LENGTH;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.TimePacket;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the data packets of one Velodyne sensor, in single and dual return mode, into the frame
 * of {@link BeamPlacer}.
 *
 * <p>A measurement's azimuth is its block's, turned on by what the head turns until the firing, to
 * the sensor's own resolution of 0.01 degrees. Sensor time is nanoseconds past the hour: the
 * packet's timestamp and the firing's time after it. For the first groups of a VLS-128 the firing
 * is before it. So it may be slightly negative, or beyond the hour, at the turn of the hour.
 *
 * <p>In dual mode equal last and strongest returns are one point of kind "both". The range limits
 * hold for the distance as the sensor sent it, before the calibration's correction, both included.
 */
public final class VelodyneDecoder implements SensorDecoder {
  private static final int DUAL_BLOCKS_VLS_128 = 8;

  /** Of a distance unit: a limit that is a whole number of units is such a number. */
  private static final double ROUNDING = 1e-3;

  private static final byte SINGLE = PointBatch.lasReturns(1, 1);
  private static final byte NEAR_OF_TWO = PointBatch.lasReturns(1, 2);
  private static final byte FAR_OF_TWO = PointBatch.lasReturns(2, 2);

  private final VelodyneConfig config;
  private final ModelFinder modelFinder;
  private final PacketGaps gaps = new PacketGaps();
  private final VelodyneDataPacket packet = new VelodyneDataPacket();
  private final VelodynePositionPacket position = new VelodynePositionPacket();
  private final HeadTurn turn = new HeadTurn();
  private @Nullable VelodyneModel model;
  private BeamPlacer beams = new BeamPlacer(VelodyneModel.VLP_16, null);
  private FiringTimes singleTimes = new FiringTimes(VelodyneModel.VLP_16, false);
  private FiringTimes dualTimes = new FiringTimes(VelodyneModel.VLP_16, true);
  private int distanceMin;
  private int distanceMax;
  private int returnMode;
  private int unknownProduct = -1;
  private long unknownProducts;

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
    return "Velodyne " + name + ", " + describeReturns() + describeProduct();
  }

  @Override
  public long packetsMissing() {
    return gaps.packetsMissing();
  }

  @Override
  public TimePacket timePacket() {
    return position;
  }

  @Override
  public boolean isUndecided(ByteBuffer bytes, int offset, int length) {
    if (model != null || config.model() != null || length != VelodyneDataPacket.LENGTH) {
      return false;
    }
    packet.wrap(bytes, offset);
    int mode = packet.returnMode();
    VelodyneModel named = VelodyneModel.ofProductId(packet.productId());
    if (named != VelodyneModel.HDL_32E
        || mode < VelodyneDataPacket.RETURN_STRONGEST
        || mode > VelodyneDataPacket.RETURN_DUAL) {
      return false;
    }
    boolean isGood =
        blocksAreWhole(VelodyneModel.HDL_32E, mode == VelodyneDataPacket.RETURN_DUAL, BLOCKS);
    return isGood && modelFinder.modelOf(packet, VelodyneModel.HDL_32E) == null;
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
    VelodyneModel named = namedBy(packet.productId());
    if (named == null) {
      return DecodeStatus.WRONG_MODEL;
    }
    boolean dual = mode == VelodyneDataPacket.RETURN_DUAL;
    int blocks = named == VelodyneModel.VLS_128 && dual ? DUAL_BLOCKS_VLS_128 : BLOCKS;
    if (!blocksAreWhole(named, dual, blocks)) {
      return DecodeStatus.BAD_MAGIC;
    }
    VelodyneModel found = modelFinder.modelOf(packet, named);
    if (found == null || !calibrationFits(found)) {
      return DecodeStatus.WRONG_MODEL;
    }
    if (found != model) {
      use(found);
    }
    returnMode = mode;
    FiringTimes times = dual ? dualTimes : singleTimes;
    turn.of(packet, found, times, blocks);
    gaps.packet(packet, blocks, times, turn);
    if (dual) {
      decodeDual(times, blocks, batch);
    } else {
      decodeSingle(times, batch);
    }
    return DecodeStatus.OK;
  }

  /** The model that a product byte names; the configured one where it names none. */
  private @Nullable VelodyneModel namedBy(int productId) {
    VelodyneModel named = VelodyneModel.ofProductId(productId);
    if (named == null) {
      unknownProduct = productId;
      named = config.model();
      unknownProducts += named == null ? 0 : 1;
    }
    return named;
  }

  @Override
  public long packetsOfUnknownProduct() {
    return unknownProducts;
  }

  private void use(VelodyneModel found) {
    beams = new BeamPlacer(found, config.calibration());
    singleTimes = new FiringTimes(found, false);
    dualTimes = new FiringTimes(found, true);
    distanceMin = Math.max(1, (int) Math.ceil(unitsOf(config.rangeMinMetres(), found) - ROUNDING));
    distanceMax = (int) Math.floor(unitsOf(config.rangeMaxMetres(), found) + ROUNDING);
    model = found;
  }

  private static double unitsOf(double metres, VelodyneModel model) {
    return metres * 1_000 / model.distanceUnitMillimetres();
  }

  /** Points are never placed by the angles of a unit that has another number of lasers. */
  private boolean calibrationFits(VelodyneModel found) {
    VelodyneCalibration own = config.calibration();
    return own == null || own.lasers() == found.lasers();
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

  private void decodeSingle(FiringTimes times, PointBatch batch) {
    byte[] bytes = packet.bytes();
    byte kind =
        returnMode == VelodyneDataPacket.RETURN_LAST
            ? PointBatch.RETURN_SECOND
            : PointBatch.RETURN_STRONGEST;
    int turned = turn.centidegrees();
    int size = batch.size;
    for (int block = 0; block < BLOCKS; block++) {
      int azimuth = packet.azimuthCentidegrees(block);
      int firing = block * MEASUREMENTS;
      int at = block * BLOCK_LENGTH + MEASUREMENTS_OFFSET;
      int laser = block * MEASUREMENTS;
      long packetNanos = packetNanos(block);
      for (int i = 0; i < MEASUREMENTS; i++, at += MEASUREMENT_LENGTH) {
        int distance = unsigned16(bytes, at);
        if (distance >= distanceMin && distance <= distanceMax) {
          int turnedAzimuth = BeamPlacer.turnedOn(azimuth, turned, times.turnOfBlock()[firing + i]);
          beams.place(batch, size, distance, beams.laser(laser + i), turnedAzimuth);
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

  private void decodeDual(FiringTimes times, int blocks, PointBatch batch) {
    byte[] bytes = packet.bytes();
    int turned = turn.centidegrees();
    for (int block = 0; block < blocks; block += 2) {
      int azimuth = packet.azimuthCentidegrees(block);
      int firing = block * MEASUREMENTS;
      int at = block * BLOCK_LENGTH + MEASUREMENTS_OFFSET;
      int laser = block / 2 * MEASUREMENTS;
      long packetNanos = packetNanos(block);
      for (int i = 0; i < MEASUREMENTS; i++, at += MEASUREMENT_LENGTH) {
        int other = at + BLOCK_LENGTH;
        int last = unsigned16(bytes, at);
        int strongest = unsigned16(bytes, other);
        if ((last | strongest) == 0) {
          continue;
        }
        int turnedAzimuth = BeamPlacer.turnedOn(azimuth, turned, times.turnOfBlock()[firing + i]);
        int pointLaser = beams.laser(laser + i);
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

  /** Base of a block's firing times: the timestamp, or after a gap that much later. */
  private long packetNanos(int block) {
    long nanos = packet.timestampMicros() * 1_000;
    return block < turn.blockAfterGap() ? nanos : nanos + turn.gapNanos();
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
    beams.place(batch, size, distance, laser, azimuth);
    batch.intensity[size] = (char) (intensity & 0xFF);
    batch.returnKind[size] = kind;
    batch.lasReturns[size] = lasReturns;
    batch.sensorTimeNanos[size] = timeNanos;
    batch.size = size + 1;
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
  }

  private String describeProduct() {
    if (unknownProduct < 0) {
      return "";
    }
    String found =
        String.format(
            " (its packets have the product byte 0x%02X, which is none known", unknownProduct);
    return found
        + (config.model() == null
            ? "; expected " + VelodyneModel.productIds() + "; cure: give the model)"
            : "; decoded as the model that was given)");
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
