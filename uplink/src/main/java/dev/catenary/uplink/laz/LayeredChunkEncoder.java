package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;

/**
 * Encodes the points of a chunk, 50,000 in the files of a zone: the first one as it is, the number
 * of points, the length of each layer, and the layers. Layers in which nothing changes are left
 * out. User data and flags are zero in our files, so their layers always are.
 */
final class LayeredChunkEncoder {
  static final int CHUNK_POINTS = 50_000;
  static final int EXTRA_BYTES = 2;
  static final int POINT_LENGTH = 30;

  private final ChunkContext context;
  private final ReturnsXyLayer returnsXy = new ReturnsXyLayer();
  private final HeightLayer height = new HeightLayer();
  private final ClassificationLayer classification = new ClassificationLayer();
  private final IntensityLayer intensity;
  private final LazOrigin origin;
  private final ScanAngleLayer scanAngle = new ScanAngleLayer();
  private final PointSourceLayer pointSource = new PointSourceLayer();
  private final GpsTimeLayer gpsTime = new GpsTimeLayer();
  private final ExtraByteLayer confidence = new ExtraByteLayer();
  private final ExtraByteLayer ring = new ExtraByteLayer();
  private final ArithmeticEncoder[] layers = new ArithmeticEncoder[9];
  private final boolean[] present = new boolean[layers.length];

  LayeredChunkEncoder(LazOrigin origin) {
    this(origin, CHUNK_POINTS, false);
  }

  /**
   * @param points the most that a chunk has
   * @param timesAreBits the zones' times are already those of the file: bits of doubles
   */
  LayeredChunkEncoder(LazOrigin origin, int points, boolean timesAreBits) {
    this.context = new ChunkContext(points, timesAreBits);
    this.origin = origin;
    this.intensity = new IntensityLayer(origin);
    for (int i = 0; i < layers.length; i++) {
      layers[i] = new ArithmeticEncoder();
    }
  }

  /** Appends the points {@code [from, to)} to the file. */
  void encode(Zone zone, int from, int to, LazBuffer out) {
    context.times(zone.gpsTimeNanos, from, to);
    returnsXy.encode(layers[0], zone, from, to, context);
    height.encode(layers[1], zone, from, to, context);
    present[0] = true;
    present[1] = true;
    present[2] = classification.encode(layers[2], zone, from, to, context);
    present[3] = intensity.encode(layers[3], zone, from, to, context);
    present[4] = scanAngle.encode(layers[4], zone, from, to, context);
    present[5] = pointSource.encode(layers[5], zone, from, to);
    present[6] = gpsTime.encode(layers[6], to - from, context);
    present[7] = confidence.encode(layers[7], zone.confidence, from, to);
    present[8] = ring.encode(layers[8], zone.ring, from, to);

    firstPoint(zone, from, out);
    out.u32(to - from);
    length(0, out);
    length(1, out);
    length(2, out);
    out.u32(0);
    length(3, out);
    length(4, out);
    out.u32(0);
    length(5, out);
    length(6, out);
    length(7, out);
    length(8, out);
    for (int i = 0; i < layers.length; i++) {
      if (present[i]) {
        out.put(layers[i].bytes(), layers[i].size());
      }
    }
  }

  private void length(int layer, LazBuffer out) {
    out.u32(present[layer] ? layers[layer].size() : 0);
  }

  /** LAS 1.4, table 16 "Point Data Record Format 6". */
  private void firstPoint(Zone zone, int i, LazBuffer out) {
    out.u32(zone.xMillimetres[i])
        .u32(zone.yMillimetres[i])
        .u32(zone.zMillimetres[i])
        .u16(IntensityLayer.scaled(origin, zone, i))
        .u8(zone.lasReturns[i])
        .u8(0)
        .u8(zone.label[i])
        .u8(0)
        .u16(zone.scanAngle[i])
        .u16(PointSourceLayer.id(zone.sensor[i]))
        .u64(context.timeBits[0])
        .u8(zone.confidence[i])
        .u8(zone.ring[i]);
  }
}
