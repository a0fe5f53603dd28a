package dev.catenary.capture.gnss;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames of receivers' binary protocols around a payload, with checks computed bit by bit. */
final class Frames {
  private Frames() {}

  static ByteBuffer payload(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** UBX: B5 62, class, id, length, payload, two sums. */
  static byte[] ubx(int itsClass, int id, ByteBuffer payload) {
    int length = payload.capacity();
    ByteBuffer frame = payload(8 + length);
    frame.put((byte) 0xB5).put((byte) 0x62).put((byte) itsClass).put((byte) id);
    frame.putShort((short) length).put(payload.array());
    int a = 0;
    int b = 0;
    for (int i = 2; i < 6 + length; i++) {
      a = (a + (frame.get(i) & 0xFF)) % 256;
      b = (b + a) % 256;
    }
    return frame.put((byte) a).put((byte) b).array();
  }

  /** SBF: the block's own fields from offset 8 on are those of the payload. */
  static byte[] sbf(int id, ByteBuffer block) {
    block.put(0, (byte) '$').put(1, (byte) '@');
    block.putShort(4, (short) id).putShort(6, (short) block.capacity());
    block.putShort(2, (short) crc(block.array(), 4, block.capacity(), false));
    return block.array();
  }

  /** The sbgECom frame: FF 5A, id, class, length, data, CRC, 33. */
  static byte[] sbg(int id, ByteBuffer data) {
    int length = data.capacity();
    ByteBuffer frame = payload(9 + length);
    frame.put((byte) 0xFF).put((byte) 0x5A).put((byte) id).put((byte) 0);
    frame.putShort((short) length).put(data.array());
    frame.putShort((short) crc(frame.array(), 2, 6 + length, true));
    return frame.put((byte) 0x33).array();
  }

  /** VectorNav: FA, groups, fields and data as given, CRC with its highest byte first. */
  static byte[] vectorNav(ByteBuffer groupsToEnd) {
    int length = groupsToEnd.capacity();
    ByteBuffer frame = payload(3 + length);
    frame.put((byte) 0xFA).put(groupsToEnd.array());
    int crc = crc(frame.array(), 1, 1 + length, false);
    return frame.put((byte) (crc >> 8)).put((byte) crc).array();
  }

  /** Polynomial x^16 + x^12 + x^5 + 1 by long division, either bit order, from 0. */
  private static int crc(byte[] bytes, int from, int to, boolean lowestFirst) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      for (int bit = 0; bit < 8; bit++) {
        int next = (bytes[i] >> (lowestFirst ? bit : 7 - bit)) & 1;
        int top = (crc >> 15) & 1;
        crc = (crc << 1) & 0xFFFF;
        crc = top != next ? crc ^ 0x1021 : crc;
      }
    }
    return lowestFirst ? Integer.reverse(crc) >>> 16 : crc;
  }
}
