package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The reading side of {@link LayeredChunkEncoder}: chunks of our own files alone. */
final class LayeredChunkDecoder {
  private static final int LAYERS = 11;
  private static final int FLAGS = 3;
  private static final int USER_DATA = 6;
  private static final int SCAN_ANGLE_CHANGED = 1 << 3;
  private static final int SOURCE_CHANGED = 1 << 5;
  private static final int LEVELS = 8;
  private static final int RECORD =
      LayeredChunkEncoder.POINT_LENGTH + LayeredChunkEncoder.EXTRA_BYTES;

  private final ChunkContext context;
  private final byte[] changed;
  private final ArithmeticDecoder decoder = new ArithmeticDecoder();
  private final ReturnsXyDecoder returnsXy = new ReturnsXyDecoder();
  private final IntegerDecoder height = new IntegerDecoder(32, 20);
  private final SymbolModel[] classes = ReturnsXyLayer.models(64, 256);
  private final IntegerDecoder intensity = new IntegerDecoder(16, 4);
  private final IntegerDecoder scanAngle = new IntegerDecoder(16, 2);
  private final IntegerDecoder source = new IntegerDecoder(16, 1);
  private final GpsTimeDecoder gpsTime = new GpsTimeDecoder();
  private final SymbolModel extra = new SymbolModel(256);
  private final int[] starts = new int[LAYERS + 1];
  private final int[] latest = new int[LEVELS];

  /**
   * @param points the most that a chunk has
   */
  LayeredChunkDecoder(int points) {
    context = new ChunkContext(points, true);
    changed = new byte[points];
  }

  /**
   * Appends a chunk's points to the zone; {@code gpsTimeNanos} gets the bits of the file's doubles,
   * so that they can be written again as they are.
   *
   * @param chunk its bytes, between position and limit
   * @throws IOException when it is none of ours, saying why
   */
  void decode(ByteBuffer chunk, int points, Zone zone) throws IOException {
    int from = zone.size;
    zone.ensureCapacity(from + points);
    int bodyAt = chunk.position() + RECORD + 4 + 4 * LAYERS;
    if (chunk.limit() < bodyAt) {
      throw new IOException(
          "found a chunk of " + chunk.remaining() + " bytes, too few for a point");
    }
    first(chunk, zone, from);
    int told = chunk.getInt(chunk.position() + RECORD);
    if (told != points) {
      throw new IOException("found a chunk of " + told + " points, expected " + points);
    }
    long at = bodyAt;
    for (int layer = 0; layer < LAYERS; layer++) {
      starts[layer] = (int) at;
      at += chunk.getInt(chunk.position() + RECORD + 4 + 4 * layer) & 0xFFFF_FFFFL;
      if (at > chunk.limit()) {
        throw new IOException("found a layer that goes beyond its chunk");
      }
    }
    starts[LAYERS] = (int) at;
    if (starts[FLAGS] != starts[FLAGS + 1] || starts[USER_DATA] != starts[USER_DATA + 1]) {
      throw new IOException("found flags or user data, which files of this product do not have");
    }
    layers(chunk.array(), chunk.arrayOffset(), zone, from, from + points);
    zone.size = from + points;
  }

  private static void first(ByteBuffer chunk, Zone zone, int i) throws IOException {
    int at = chunk.position();
    zone.xMillimetres[i] = chunk.getInt(at);
    zone.yMillimetres[i] = chunk.getInt(at + 4);
    zone.zMillimetres[i] = chunk.getInt(at + 8);
    zone.intensity[i] = chunk.getChar(at + 12);
    zone.lasReturns[i] = chunk.get(at + 14);
    if (chunk.get(at + 15) != 0 || chunk.get(at + 17) != 0) {
      throw new IOException("found flags or user data, which files of this product do not have");
    }
    zone.label[i] = chunk.get(at + 16);
    zone.scanAngle[i] = chunk.getShort(at + 18);
    zone.sensor[i] = (byte) (chunk.getShort(at + 20) - 1);
    zone.gpsTimeNanos[i] = chunk.getLong(at + 22);
    zone.confidence[i] = chunk.get(at + 30);
    zone.ring[i] = chunk.get(at + 31);
  }

  /** Begins a layer; false when all its values are those of the first point. */
  private boolean begin(byte[] bytes, int offset, int layer) {
    decoder.start(bytes, offset + starts[layer], offset + starts[layer + 1]);
    return starts[layer] != starts[layer + 1];
  }

  private void layers(byte[] bytes, int offset, Zone zone, int from, int to) throws IOException {
    begin(bytes, offset, 0);
    returnsXy.decode(decoder, zone, from, to, context, changed);
    begin(bytes, offset, 1);
    heights(zone, from, to);
    classes(begin(bytes, offset, 2), zone, from, to);
    intensities(begin(bytes, offset, 4), zone, from, to);
    scanAngles(begin(bytes, offset, 5), zone, from, to);
    sources(begin(bytes, offset, 7), zone, from, to);
    times(begin(bytes, offset, 8), zone, from, to);
    extraByte(begin(bytes, offset, 9), zone.confidence, from, to);
    extraByte(begin(bytes, offset, 10), zone.ring, from, to);
  }

  private void heights(Zone zone, int from, int to) {
    height.reset();
    Arrays.fill(latest, zone.zMillimetres[from]);
    for (int i = from + 1; i < to; i++) {
      int returns = zone.lasReturns[i] & 0xFF;
      int level = Math.min(LEVELS - 1, Math.abs((returns >> 4) - (returns & 0xF)));
      latest[level] = height.decode(decoder, latest[level], context.heightContext[i - from]);
      zone.zMillimetres[i] = latest[level];
    }
  }

  private void classes(boolean any, Zone zone, int from, int to) {
    for (SymbolModel model : classes) {
      model.reset();
    }
    for (int i = from + 1; i < to; i++) {
      int single = context.returnPlace[i - from] == 3 ? 1 : 0;
      zone.label[i] =
          any
              ? (byte) decoder.decode(classes[(zone.label[i - 1] & 0x1F) << 1 | single])
              : zone.label[from];
    }
  }

  private void intensities(boolean any, Zone zone, int from, int to) {
    intensity.reset();
    Arrays.fill(latest, zone.intensity[from]);
    for (int i = from + 1; i < to; i++) {
      int place = context.returnPlace[i - from];
      int slot = place << 1 | context.timeChanged[i - from];
      if (any) {
        latest[slot] = intensity.decode(decoder, latest[slot], place) & 0xFFFF;
      }
      zone.intensity[i] = (char) latest[slot];
    }
  }

  private void scanAngles(boolean any, Zone zone, int from, int to) {
    scanAngle.reset();
    for (int i = from + 1; i < to; i++) {
      boolean isNew = any && (changed[i - from] & SCAN_ANGLE_CHANGED) != 0;
      short before = zone.scanAngle[i - 1];
      zone.scanAngle[i] =
          isNew ? (short) scanAngle.decode(decoder, before, context.timeChanged[i - from]) : before;
    }
  }

  private void sources(boolean any, Zone zone, int from, int to) {
    source.reset();
    for (int i = from + 1; i < to; i++) {
      boolean isNew = any && (changed[i - from] & SOURCE_CHANGED) != 0;
      byte before = zone.sensor[i - 1];
      zone.sensor[i] =
          isNew ? (byte) (source.decode(decoder, PointSourceLayer.id(before), 0) - 1) : before;
    }
  }

  private void times(boolean any, Zone zone, int from, int to) {
    gpsTime.start(zone.gpsTimeNanos[from]);
    for (int i = from + 1; i < to; i++) {
      boolean isNew = any && context.timeChanged[i - from] != 0;
      zone.gpsTimeNanos[i] = isNew ? gpsTime.next(decoder) : zone.gpsTimeNanos[i - 1];
    }
  }

  private void extraByte(boolean any, byte[] values, int from, int to) {
    extra.reset();
    for (int i = from + 1; i < to; i++) {
      values[i] = any ? (byte) (values[i - 1] + decoder.decode(extra)) : values[i - 1];
    }
  }
}
