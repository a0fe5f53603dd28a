package dev.catenary.capture.hesai;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.TimePacket;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the point cloud packets of one Hesai sensor, in single, dual and triple return modes,
 * into the frame of {@link HesaiBeams}. Sensor time is nanoseconds past the UTC hour: the packet's
 * date and time and the firing's time after it, so it may be slightly negative, or beyond the hour.
 *
 * <p>A point's azimuth is its block's and its channel's correction; what the head turns between the
 * block's start and the channel's firing is in the correction. Returns of one firing that are equal
 * in distance and reflectivity are one point, in a dual mode of kind "both".
 */
final class HesaiDecoder implements SensorDecoder {
  private static final int POINTS_PER_PACKET_MAX = 400;
  private static final int RETURNS_MAX = 3;

  /** A jump that is no loss: the sensor was started anew, or another one sends. */
  private static final long MISSING_MAX = 100_000;

  private static final long SEQUENCES = 1L << 32;
  private static final double METRES_PER_MILLIMETRE = 1e-3;
  private static final byte[][] LAS_RETURNS = lasReturns();

  private final HesaiConfig config;
  private final HesaiPacket packet = new HesaiPacket();
  private final HesaiGpsPacket gps = new HesaiGpsPacket();
  private final int[] distances = new int[RETURNS_MAX];
  private final int[] reflectivities = new int[RETURNS_MAX];
  private @Nullable HesaiModel model;
  private HesaiBeams beams = new HesaiBeams(HesaiAngles.generic(HesaiModel.XT32));
  private HesaiFiringTimes times = new HesaiFiringTimes(HesaiModel.XT32);
  private long missing;
  private long previousSequence = -1;
  private int returnMode;

  HesaiDecoder(HesaiConfig config) {
    this.config = config;
    HesaiModel told = config.model();
    if (told != null) {
      use(told);
    }
  }

  private static byte[][] lasReturns() {
    byte[][] returns = new byte[RETURNS_MAX + 1][RETURNS_MAX + 1];
    for (int count = 1; count <= RETURNS_MAX; count++) {
      for (int number = 1; number <= count; number++) {
        returns[number][count] = PointBatch.lasReturns(number, count);
      }
    }
    return returns;
  }

  private void use(HesaiModel found) {
    HesaiAngles own = config.angles();
    if (own == null || own.channels() == found.channels) {
      beams = new HesaiBeams(own == null ? HesaiAngles.generic(found) : own);
    }
    times = new HesaiFiringTimes(found);
    model = found;
  }

  @Override
  public int pointsPerPacketMax() {
    return POINTS_PER_PACKET_MAX;
  }

  @Override
  public TimePacket timePacket() {
    return gps;
  }

  @Override
  public long packetsMissing() {
    return missing;
  }

  @Override
  public DecodeStatus decode(ByteBuffer bytes, int offset, int length, PointBatch batch) {
    if (length == HesaiGpsPacket.LENGTH) {
      return gps.wrap(bytes, offset, length);
    }
    DecodeStatus status = packet.wrap(bytes, offset, length);
    if (status != DecodeStatus.OK) {
      return status;
    }
    HesaiModel found = packet.model();
    if (model == null) {
      use(found);
    }
    HesaiAngles own = config.angles();
    if (found != model || (own != null && own.channels() != found.channels)) {
      return DecodeStatus.WRONG_MODEL;
    }
    returnMode = packet.returnMode();
    countMissing();
    int returns = packet.returns();
    for (int block = 0; block < found.blocks; block += returns) {
      firing(found, block, returns, batch);
    }
    return DecodeStatus.OK;
  }

  private void countMissing() {
    if (!packet.hasSequence()) {
      return;
    }
    long sequence = packet.sequence();
    long skipped = Math.floorMod(sequence - previousSequence - 1, SEQUENCES);
    if (previousSequence >= 0 && skipped < MISSING_MAX) {
      missing += skipped;
    }
    previousSequence = sequence;
  }

  /** The blocks of one firing of all channels. */
  private void firing(HesaiModel found, int block, int returns, PointBatch batch) {
    byte[] bytes = packet.bytes();
    int azimuth = packet.azimuthCentidegrees(block);
    boolean isFirstLoop = packet.isFirstLoop() == (block / returns % 2 == 0);
    int[] channelNanos = times.channelNanos(isFirstLoop);
    long blockNanos = packet.nanosPastHour() + times.blockNanos(block, returns);
    for (int channel = 0; channel < found.channels; channel++) {
      int count = 0;
      for (int i = 0; i < returns; i++) {
        int at = packet.unitsAt(block + i) + channel * found.unitLength;
        distances[i] = packet.unsigned16(at);
        reflectivities[i] = bytes[at + 2] & 0xFF;
        count += isNew(i) ? 1 : 0;
      }
      if (count > 0) {
        long nanos = blockNanos + channelNanos[channel];
        points(channel, azimuth, returns, count, nanos, batch);
      }
    }
  }

  /** Tells a return that is one, and not the same as one before it. */
  private boolean isNew(int index) {
    if (distances[index] == 0) {
      return false;
    }
    for (int before = 0; before < index; before++) {
      if (distances[before] == distances[index]
          && reflectivities[before] == reflectivities[index]) {
        return false;
      }
    }
    return true;
  }

  private void points(
      int channel, int azimuth, int returns, int count, long nanos, PointBatch batch) {
    for (int i = 0; i < returns; i++) {
      if (!isNew(i)) {
        continue;
      }
      double range = distances[i] * packet.distanceUnitMillimetres() * METRES_PER_MILLIMETRE;
      if (range < config.rangeMinMetres() || range > config.rangeMaxMetres()) {
        continue;
      }
      int at = batch.size++;
      beams.place(batch, at, range, channel, azimuth);
      batch.intensity[at] = (char) reflectivities[i];
      batch.returnKind[at] = kind(i, returns);
      batch.lasReturns[at] = LAS_RETURNS[number(i, returns)][count];
      batch.sensorTimeNanos[at] = nanos;
    }
  }

  private byte kind(int index, int returns) {
    if (returns == 1) {
      return returnMode == HesaiPacket.MODE_LAST
          ? PointBatch.RETURN_SECOND
          : PointBatch.RETURN_STRONGEST;
    }
    if (returns == 2 && distances[0] == distances[1] && reflectivities[0] == reflectivities[1]) {
      return PointBatch.RETURN_BOTH;
    }
    return index == 1 ? PointBatch.RETURN_STRONGEST : PointBatch.RETURN_SECOND;
  }

  /** From 1, by distance; of equal ones the first comes first. */
  private int number(int index, int returns) {
    int number = 1;
    for (int other = 0; other < returns; other++) {
      boolean isBefore =
          distances[other] < distances[index]
              || (distances[other] == distances[index] && other < index);
      number += isNew(other) && isBefore ? 1 : 0;
    }
    return number;
  }

  @Override
  public String describe() {
    String name = model == null ? "model not yet known" : model.displayName;
    return "Hesai "
        + name
        + ", "
        + describeReturns()
        + (config.angles() == null ? ", generic angles" : "");
  }

  private String describeReturns() {
    return switch (returnMode) {
      case HesaiPacket.MODE_FIRST -> "first return";
      case HesaiPacket.MODE_STRONGEST -> "strongest return";
      case HesaiPacket.MODE_LAST -> "last return";
      case HesaiPacket.MODE_LAST_STRONGEST -> "last and strongest return";
      case HesaiPacket.MODE_LAST_FIRST -> "last and first return";
      case HesaiPacket.MODE_FIRST_STRONGEST -> "first and strongest return";
      case HesaiPacket.MODE_TRIPLE -> "triple return";
      default -> "no packet yet";
    };
  }
}
