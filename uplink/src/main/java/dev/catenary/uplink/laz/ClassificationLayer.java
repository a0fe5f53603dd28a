package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;

/** The layer of class codes, each by the one before. */
final class ClassificationLayer {
  private static final int CONTEXTS = 64;
  private static final int SINGLE_RETURN = 3;

  private final SymbolModel[] models = new SymbolModel[CONTEXTS];

  ClassificationLayer() {
    for (int i = 0; i < CONTEXTS; i++) {
      models[i] = new SymbolModel(256);
    }
  }

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, Zone zone, int from, int to, ChunkContext context) {
    encoder.start();
    for (SymbolModel model : models) {
      model.reset();
    }
    boolean changed = false;
    for (int i = from + 1; i < to; i++) {
      int before = zone.label[i - 1];
      int label = zone.label[i] & 0xFF;
      changed |= zone.label[i] != zone.label[i - 1];
      int single = context.returnPlace[i - from] == SINGLE_RETURN ? 1 : 0;
      encoder.encode(models[(before & 0x1F) << 1 | single], label);
    }
    encoder.finish();
    return changed;
  }
}
