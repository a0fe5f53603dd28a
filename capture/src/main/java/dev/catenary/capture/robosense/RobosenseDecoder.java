package dev.catenary.capture.robosense;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.TimePacket;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;

/**
 * Decodes the point packets (MSOP) of one RoboSense sensor with a rotating head, in single and dual
 * return mode, into its own frame: x at azimuth 0, y to the left, z up. It waits for the sensor's
 * calibration in its information packets (DIFOP); point packets before are counted as without
 * calibration. Sensor time is nanoseconds past the UTC hour.
 *
 * <p>Source: as {@link RobosenseModel}, tables "MSOP packet"; highest byte first. Unverified: no
 * recording was at hand.
 */
final class RobosenseDecoder implements SensorDecoder {
  static final int LENGTH = 1248;
  static final int LASERS_MAX = 32;

  private static final long MARK = 0x55AA_050A_5AA5_50A0L;
  private static final long MARK_HELIOS = 0x55AA_055AL;
  private static final int TIME_OFFSET = 20;
  private static final int TYPE_OFFSET = 31;
  private static final int BLOCKS_OFFSET = 42;
  private static final int BLOCKS = 12;
  private static final int BLOCK_LENGTH = 100;
  private static final int BLOCK_MARK = 0xFFEE;
  private static final int CHANNELS_OFFSET = 4;
  private static final int CHANNEL_LENGTH = 3;
  private static final int TURN_CENTIDEGREES = 36_000;

  /** A larger step is the end of the field of view. */
  private static final int STEP_CENTIDEGREES_MAX = 100;

  private static final double CENTIDEGREE_RAD = Math.toRadians(0.01);
  private static final double MICRO_NANOS = 1_000;
  private static final byte SINGLE = PointBatch.lasReturns(1, 1);
  private static final byte NEAR_OF_TWO = PointBatch.lasReturns(1, 2);
  private static final byte FAR_OF_TWO = PointBatch.lasReturns(2, 2);

  private final double rangeMinMetres;
  private final double rangeMaxMetres;
  private final RobosenseDifop information = new RobosenseDifop();
  private final double[] laserMicros = new double[LASERS_MAX];
  private RobosenseModel model;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int offset;

  RobosenseDecoder(RobosenseModel model, double rangeMinMetres, double rangeMaxMetres) {
    this.rangeMinMetres = rangeMinMetres;
    this.rangeMaxMetres = rangeMaxMetres;
    this.model = model;
    use(model);
  }

  private void use(RobosenseModel other) {
    model = other;
    for (int laser = 0; laser < other.lasers; laser++) {
      laserMicros[laser] = other.laserMicros(laser);
    }
  }

  static boolean hasMark(ByteBuffer bytes, int offset) {
    return RobosenseDifop.big(bytes, offset, Long.BYTES) == MARK;
  }

  static boolean hasHeliosMark(ByteBuffer bytes, int offset) {
    return RobosenseDifop.big(bytes, offset, Integer.BYTES) == MARK_HELIOS;
  }

  @Override
  public int pointsPerPacketMax() {
    return BLOCKS * LASERS_MAX;
  }

  @Override
  public TimePacket timePacket() {
    return information;
  }

  @Override
  public DecodeStatus decode(ByteBuffer packet, int at, int length, PointBatch batch) {
    if (length != LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    bytes = packet;
    offset = at;
    if (RobosenseDifop.hasMark(packet, at)) {
      information.read(packet, at, model);
      return DecodeStatus.ANCILLARY;
    }
    boolean isHelios = hasHeliosMark(packet, at);
    if (!isHelios && !hasMark(packet, at)) {
      return DecodeStatus.BAD_MAGIC;
    }
    if (isHelios != (model == RobosenseModel.HELIOS)) {
      return DecodeStatus.WRONG_MODEL;
    }
    if (model == RobosenseModel.BPEARL && big(TYPE_OFFSET, 2) == 0x0304) {
      use(RobosenseModel.BPEARL_4);
    }
    for (int block = 0; block < BLOCKS; block++) {
      if (big(blockAt(block), 2) != BLOCK_MARK || azimuth(block) >= TURN_CENTIDEGREES) {
        return DecodeStatus.BAD_MAGIC;
      }
    }
    if (!information.isCalibrated()) {
      return DecodeStatus.NO_CALIBRATION;
    }
    blocks(batch);
    return DecodeStatus.OK;
  }

  private int big(int at, int count) {
    return (int) RobosenseDifop.big(bytes, offset + at, count);
  }

  private static int blockAt(int block) {
    return BLOCKS_OFFSET + block * BLOCK_LENGTH;
  }

  private int azimuth(int block) {
    return big(blockAt(block) + 2, 2);
  }

  private long nanosPastHour() {
    if (model.hasEpochTime()) {
      long seconds = RobosenseDifop.big(bytes, offset + TIME_OFFSET, 6);
      long micros = RobosenseDifop.big(bytes, offset + TIME_OFFSET + 6, 4);
      return seconds % 3_600 * 1_000_000_000 + micros * 1_000;
    }
    long seconds = big(TIME_OFFSET + 4, 1) * 60L + big(TIME_OFFSET + 5, 1);
    return (seconds * 1_000_000 + big(TIME_OFFSET + 6, 2) * 1_000L + big(TIME_OFFSET + 8, 2))
        * 1_000;
  }

  /** Blocks from one firing to the next, and firings in a block: an RS16 has two. */
  private void blocks(PointBatch batch) {
    boolean isDual = information.isDual();
    boolean isRs16 = model == RobosenseModel.RS16;
    int step = isDual && !isRs16 ? 2 : 1;
    int firings = isRs16 && !isDual ? 2 : 1;
    double blockMicros = firings * model.firingMicros;
    double usual = information.turnsPerSecond() * TURN_CENTIDEGREES * blockMicros * 1e-6;
    double nanos = (double) nanosPastHour();
    for (int block = 0; block < BLOCKS; block += step) {
      int azimuth = azimuth(block);
      double turned = usual;
      double passedMicros = blockMicros;
      if (block + step < BLOCKS) {
        int next = Math.floorMod(azimuth(block + step) - azimuth, TURN_CENTIDEGREES);
        boolean isBlind = next > STEP_CENTIDEGREES_MAX;
        turned = isBlind ? usual : next;
        passedMicros = isBlind ? information.blindMicros() : blockMicros;
      }
      for (int firing = 0; firing < firings; firing++) {
        firing(block, firing, azimuth, turned / blockMicros, nanos, isDual, batch);
      }
      nanos += passedMicros * MICRO_NANOS;
    }
  }

  private void firing(
      int block,
      int firing,
      int azimuth,
      double centidegreesPerMicro,
      double blockNanos,
      boolean isDual,
      PointBatch batch) {
    int first = blockAt(block) + CHANNELS_OFFSET + firing * model.lasers * CHANNEL_LENGTH;
    int second =
        model == RobosenseModel.RS16 ? first + model.lasers * CHANNEL_LENGTH : first + BLOCK_LENGTH;
    for (int laser = 0; laser < model.lasers; laser++) {
      double micros = firing * model.firingMicros + laserMicros[laser];
      double turned = azimuth + micros * centidegreesPerMicro;
      long nanos = (long) (blockNanos + micros * MICRO_NANOS);
      int at = first + laser * CHANNEL_LENGTH;
      int one = big(at, 2);
      int bright = big(at + 2, 1);
      if (!isDual) {
        add(laser, turned, one, bright, SINGLE, PointBatch.RETURN_STRONGEST, nanos, batch);
        continue;
      }
      int other = big(second + laser * CHANNEL_LENGTH, 2);
      int otherBright = big(second + laser * CHANNEL_LENGTH + 2, 1);
      if (one == other || other == 0) {
        add(laser, turned, one, bright, SINGLE, PointBatch.RETURN_BOTH, nanos, batch);
      } else if (one == 0) {
        add(laser, turned, other, otherBright, SINGLE, PointBatch.RETURN_BOTH, nanos, batch);
      } else {
        boolean isNear = one < other;
        byte number = isNear ? NEAR_OF_TWO : FAR_OF_TWO;
        byte otherNumber = isNear ? FAR_OF_TWO : NEAR_OF_TWO;
        add(laser, turned, one, bright, number, PointBatch.RETURN_STRONGEST, nanos, batch);
        add(laser, turned, other, otherBright, otherNumber, PointBatch.RETURN_SECOND, nanos, batch);
      }
    }
  }

  private void add(
      int laser,
      double azimuthCentidegrees,
      int distance,
      int intensity,
      byte lasReturns,
      byte kind,
      long nanos,
      PointBatch batch) {
    double range = distance * model.unitMillimetres * 1e-3;
    if (distance == 0 || range < rangeMinMetres || range > rangeMaxMetres) {
      return;
    }
    double lensRad = azimuthCentidegrees * CENTIDEGREE_RAD;
    double beamRad = lensRad + information.azimuthRad(laser);
    double elevationRad = information.elevationRad(laser);
    double flat = range * Math.cos(elevationRad);
    int at = batch.size++;
    batch.xSensorMetres[at] =
        (float) (flat * Math.cos(beamRad) + model.lensMetres * Math.cos(lensRad));
    batch.ySensorMetres[at] =
        (float) (-flat * Math.sin(beamRad) - model.lensMetres * Math.sin(lensRad));
    batch.zSensorMetres[at] = (float) (range * Math.sin(elevationRad) + model.lensHeightMetres);
    batch.intensity[at] = (char) intensity;
    batch.ring[at] = information.ring(laser);
    batch.returnKind[at] = kind;
    batch.lasReturns[at] = lasReturns;
    batch.sensorTimeNanos[at] = nanos;
  }

  @Override
  public String describe() {
    return "RoboSense "
        + model.displayName
        + (information.isCalibrated()
            ? information.isDual() ? ", dual return" : ", single return"
            : ", waits for its calibration (DIFOP packets, port 7788)");
  }
}
