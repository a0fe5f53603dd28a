package dev.catenary.uplink.laz;

import java.util.Arrays;

/**
 * The reading side of {@link ArithmeticEncoder}. Bytes behind the end are taken as zeros, so that
 * damaged bytes give wrong symbols and never an exception; length and count are checked by others.
 */
final class ArithmeticDecoder {
  private static final int LENGTH_MIN = 0x0100_0000;
  private static final int RAW_BITS_MAX = 19;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int value;
  private int length;

  /** Begins with the bytes {@code [from, to)}. */
  void start(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
    length = -1;
    value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | next();
    }
  }

  private int next() {
    return at < end ? bytes[at++] & 0xFF : 0;
  }

  int decode(SymbolModel model) {
    int unit = length >>> SymbolModel.LENGTH_SHIFT;
    int place = Integer.divideUnsigned(value, unit);
    int found = Arrays.binarySearch(model.distribution, place);
    int symbol = found >= 0 ? found : -found - 2;
    int low = model.distribution[symbol] * unit;
    length = (symbol == model.last ? length : model.distribution[symbol + 1] * unit) - low;
    value -= low;
    shiftIn();
    model.counts[symbol]++;
    if (--model.untilUpdate == 0) {
      model.update();
    }
    return symbol;
  }

  int decodeBit(BitModel model) {
    int zero = model.zeroProbability * (length >>> BitModel.LENGTH_SHIFT);
    int bit = Integer.compareUnsigned(value, zero) >= 0 ? 1 : 0;
    if (bit == 0) {
      length = zero;
      model.zeros++;
    } else {
      value -= zero;
      length -= zero;
    }
    shiftIn();
    if (--model.untilUpdate == 0) {
      model.update();
    }
    return bit;
  }

  /** Bits that no model knows anything of: 1 to 32. */
  int raw(int bits) {
    if (bits > RAW_BITS_MAX) {
      int low = rawPart(16);
      return rawPart(bits - 16) << 16 | low;
    }
    return rawPart(bits);
  }

  private int rawPart(int bits) {
    length >>>= bits;
    int part = Integer.divideUnsigned(value, length);
    value -= part * length;
    shiftIn();
    return part & ((1 << bits) - 1);
  }

  private void shiftIn() {
    while (Integer.compareUnsigned(length, LENGTH_MIN) < 0) {
      value = value << 8 | next();
      length <<= 8;
      if (length == 0) {
        // Only damaged bytes come here; any length goes on.
        length = -1;
      }
    }
  }
}
