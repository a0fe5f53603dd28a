package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;

/** The layer of point source ids: only where they change. */
final class PointSourceLayer {
  private final IntegerCoder coder = new IntegerCoder(16, 1);

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, Zone zone, int from, int to) {
    encoder.start();
    coder.reset();
    boolean changed = false;
    for (int i = from + 1; i < to; i++) {
      if (zone.sensor[i] != zone.sensor[i - 1]) {
        changed = true;
        coder.encode(encoder, id(zone.sensor[i - 1]), id(zone.sensor[i]), 0);
      }
    }
    encoder.finish();
    return changed;
  }

  /** Sensors are counted from 0 in the configuration and from 1 in the file. */
  static int id(byte sensor) {
    return (sensor & 0xFF) + 1;
  }
}
