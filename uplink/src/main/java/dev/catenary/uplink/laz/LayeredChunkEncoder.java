package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;

/**
 * Encodes up to 50,000 points: the first one as it is, the number of points, the length of each
 * layer, and the layers. Layers in which nothing changes are left out. Scan angle, user data and
 * flags are zero in our files, so their layers always are.
 */
final class LayeredChunkEncoder {
  static final int CHUNK_POINTS = 50_000;
  static final int EXTRA_BYTES = 2;
  static final int POINT_LENGTH = 30;

  private final ChunkContext context = new ChunkContext();
  private final ReturnsXyLayer returnsXy = new ReturnsXyLayer();
  private final HeightLayer height = new HeightLayer();
  private final ClassificationLayer classification = new ClassificationLayer();
  private final IntensityLayer intensity;
  private final LazOrigin origin;
  private final PointSourceLayer pointSource = new PointSourceLayer();
  private final GpsTimeLayer gpsTime = new GpsTimeLayer();
  private final ExtraByteLayer confidence = new ExtraByteLayer();
  private final ExtraByteLayer ring = new ExtraByteLayer();
  private final ArithmeticEncoder[] layers = new ArithmeticEncoder[8];
  private final boolean[] present = new boolean[layers.length];

  LayeredChunkEncoder(LazOrigin origin) {
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
    present[4] = pointSource.encode(layers[4], zone, from, to);
    present[5] = gpsTime.encode(layers[5], to - from, context);
    present[6] = confidence.encode(layers[6], zone.confidence, from, to);
    present[7] = ring.encode(layers[7], zone.ring, from, to);

    firstPoint(zone, from, out);
    out.u32(to - from);
    length(0, out);
    length(1, out);
    length(2, out);
    out.u32(0);
    length(3, out);
    out.u32(0).u32(0);
    length(4, out);
    length(5, out);
    length(6, out);
    length(7, out);
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
        .u16(0)
        .u16(PointSourceLayer.id(zone.sensor[i]))
        .f64(GpsTimeLayer.seconds(zone.gpsTimeNanos[i]))
        .u8(zone.confidence[i])
        .u8(zone.ring[i]);
  }
}
