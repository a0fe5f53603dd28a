package dev.catenary.uplink.laz;

/**
 * Encodes whole numbers near to predicted ones: first in which power of two the difference lies, by
 * context, then where in it, by a model for the high eight bits and raw for the rest.
 */
final class IntegerCoder {
  private static final int MODELLED_BITS = 8;

  private final int bits;
  private final int range;
  private final int least;
  private final int greatest;
  private final SymbolModel[] sizes;
  private final BitModel zeroOrOne = new BitModel();
  private final SymbolModel[] places;
  private int size;

  /**
   * @param bits of the numbers; 32 or fewer, in which differences wrap
   */
  IntegerCoder(int bits, int contexts) {
    this.bits = bits;
    range = bits < 32 ? 1 << bits : 0;
    least = bits < 32 ? -(range / 2) : Integer.MIN_VALUE;
    greatest = bits < 32 ? range / 2 - 1 : Integer.MAX_VALUE;
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
    for (int i = 1; i <= bits; i++) {
      places[i].reset();
    }
    size = 0;
  }

  void encode(ArithmeticEncoder encoder, int predicted, int real, int context) {
    int difference = real - predicted;
    if (difference < least) {
      difference += range;
    } else if (difference > greatest) {
      difference -= range;
    }
    int magnitude = difference <= 0 ? -difference : difference - 1;
    size = Integer.SIZE - Integer.numberOfLeadingZeros(magnitude);
    encoder.encode(sizes[context], size);
    if (size == 0) {
      encoder.encodeBit(zeroOrOne, difference);
    } else if (size < Integer.SIZE) {
      int place = difference < 0 ? difference + (1 << size) - 1 : difference - 1;
      if (size <= MODELLED_BITS) {
        encoder.encode(places[size], place);
      } else {
        int rawBits = size - MODELLED_BITS;
        encoder.encode(places[size], place >>> rawBits);
        encoder.raw(rawBits, place & ((1 << rawBits) - 1));
      }
    }
  }

  /** The power of two that the latest difference lay in. */
  int size() {
    return size;
  }
}
