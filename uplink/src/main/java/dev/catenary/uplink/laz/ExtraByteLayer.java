package dev.catenary.uplink.laz;

/** The layer of one extra byte: its differences from point to point. */
final class ExtraByteLayer {
  private final SymbolModel model = new SymbolModel(256);

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, byte[] values, int from, int to) {
    encoder.start();
    model.reset();
    boolean changed = false;
    for (int i = from + 1; i < to; i++) {
      int difference = values[i] - values[i - 1];
      changed |= difference != 0;
      encoder.encode(model, difference & 0xFF);
    }
    encoder.finish();
    return changed;
  }
}
