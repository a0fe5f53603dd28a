package dev.catenary.uplink.laz;

/** The reading side of {@link IntegerCoder}. */
final class IntegerDecoder {
  private static final int MODELLED_BITS = 8;

  private final SymbolModel[] sizes;
  private final BitModel zeroOrOne = new BitModel();
  private final SymbolModel[] places;
  private int size;

  /**
   * @param bits of the numbers; the caller wraps what goes beyond them
   */
  IntegerDecoder(int bits, int contexts) {
    sizes = new SymbolModel[contexts];
    for (int i = 0; i < contexts; i++) {
      sizes[i] = new SymbolModel(bits + 1);
    }
    places = new SymbolModel[bits + 1];
    for (int i = 1; i <= bits; i++) {
      places[i] = new SymbolModel(1 << Math.min(i, MODELLED_BITS));
    }
  }

  void reset() {
    for (SymbolModel model : sizes) {
      model.reset();
    }
    zeroOrOne.reset();
    for (int i = 1; i < places.length; i++) {
      places[i].reset();
    }
    size = 0;
  }

  int decode(ArithmeticDecoder decoder, int predicted, int context) {
    size = decoder.decode(sizes[context]);
    return predicted + difference(decoder);
  }

  private int difference(ArithmeticDecoder decoder) {
    if (size == 0) {
      return decoder.decodeBit(zeroOrOne);
    }
    if (size == Integer.SIZE) {
      return Integer.MIN_VALUE;
    }
    int place = decoder.decode(places[size]);
    if (size > MODELLED_BITS) {
      int rawBits = size - MODELLED_BITS;
      place = place << rawBits | decoder.raw(rawBits);
    }
    return place >= 1 << (size - 1) ? place + 1 : place - (1 << size) + 1;
  }

  /** The power of two that the latest difference lay in. */
  int size() {
    return size;
  }
}
