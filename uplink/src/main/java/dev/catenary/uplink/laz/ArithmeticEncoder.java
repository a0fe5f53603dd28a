package dev.catenary.uplink.laz;

import java.util.Arrays;

/**
 * An arithmetic coder over 32-bit intervals that writes to a growing array, so that a carry can
 * still reach the bytes already written. Interval base and length are unsigned.
 */
final class ArithmeticEncoder {
  private static final int LENGTH_MIN = 0x0100_0000;
  private static final int RAW_BITS_MAX = 19;

  private byte[] bytes = new byte[1 << 16];
  private int size;
  private int base;
  private int length;

  /** Begins anew; the array is kept. */
  void start() {
    size = 0;
    base = 0;
    length = -1;
  }

  void encode(SymbolModel model, int symbol) {
    int part;
    int unit = length >>> SymbolModel.LENGTH_SHIFT;
    int low = model.distribution[symbol] * unit;
    if (symbol == model.last) {
      part = length - low;
    } else {
      part = model.distribution[symbol + 1] * unit - low;
    }
    narrow(low, part);
    model.counts[symbol]++;
    if (--model.untilUpdate == 0) {
      model.update();
    }
  }

  void encodeBit(BitModel model, int bit) {
    int zero = model.zeroProbability * (length >>> BitModel.LENGTH_SHIFT);
    if (bit == 0) {
      narrow(0, zero);
      model.zeros++;
    } else {
      narrow(zero, length - zero);
    }
    if (--model.untilUpdate == 0) {
      model.update();
    }
  }

  /** Writes bits that no model knows anything of: 1 to 32. */
  void raw(int bits, int value) {
    int rest = value;
    int restBits = bits;
    if (bits > RAW_BITS_MAX) {
      raw16(value);
      rest = value >>> 16;
      restBits = bits - 16;
    }
    int unit = length >>> restBits;
    narrow(rest * unit, unit);
  }

  void raw32(int value) {
    raw16(value);
    raw16(value >>> 16);
  }

  private void raw16(int value) {
    int unit = length >>> 16;
    narrow((value & 0xFFFF) * unit, unit);
  }

  private void narrow(int low, int part) {
    int before = base;
    base += low;
    length = part;
    if (Integer.compareUnsigned(before, base) > 0) {
      carry();
    }
    if (Integer.compareUnsigned(length, LENGTH_MIN) < 0) {
      shiftOut();
    }
  }

  private void carry() {
    int at = size - 1;
    while (bytes[at] == -1) {
      bytes[at--] = 0;
    }
    bytes[at]++;
  }

  private void shiftOut() {
    do {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) (base >>> 24);
      base <<= 8;
      length <<= 8;
    } while (Integer.compareUnsigned(length, LENGTH_MIN) < 0);
  }

  /** Ends the code, with the zeros that a reader's look-ahead takes. */
  void finish() {
    boolean longInterval = Integer.compareUnsigned(length, 2 * LENGTH_MIN) > 0;
    if (longInterval) {
      narrow(LENGTH_MIN, LENGTH_MIN >>> 1);
    } else {
      narrow(LENGTH_MIN >>> 1, LENGTH_MIN >>> 9);
    }
    int zeros = longInterval ? 3 : 2;
    if (size + zeros > bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    Arrays.fill(bytes, size, size + zeros, (byte) 0);
    size += zeros;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }
}
