package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts u-blox UBX messages out of a byte stream and checks their checksum.
 *
 * <p>Source: u-blox F9 HPG 1.32 interface description UBX-22008968, sections 3.2 "UBX frame
 * structure" and 3.4 "UBX checksum".
 */
final class UbxParser implements BinaryProtocol {
  static final byte SYNC = (byte) 0xB5;
  private static final byte SYNC_2 = 0x62;
  private static final int CLASS_OFFSET = 2;
  private static final int LENGTH_OFFSET = 4;
  private static final int HEADER_LENGTH = 6;
  private static final int CHECK_LENGTH = 2;

  private final Counters counters;
  private final UbxNavigation navigation;
  private final byte[] bytes = new byte[GnssStream.MESSAGE_LENGTH_MAX];
  private final ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  UbxParser(Counters counters, UbxNavigation navigation) {
    this.counters = counters;
    this.navigation = navigation;
  }

  @Override
  public void arrived(long hostTimeNanos) {
    navigation.arrived(hostTimeNanos);
  }

  @Override
  public void quiet() {
    navigation.quiet();
  }

  @Override
  public void end() {
    navigation.end();
  }

  @Override
  public int take(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != SYNC_2) {
      return NO_MESSAGE;
    }
    if (there < HEADER_LENGTH) {
      return NOT_YET;
    }
    int length =
        (stream[from + LENGTH_OFFSET] & 0xFF) | (stream[from + LENGTH_OFFSET + 1] & 0xFF) << 8;
    int needed = HEADER_LENGTH + length + CHECK_LENGTH;
    if (needed > GnssStream.MESSAGE_LENGTH_MAX) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    int a = 0;
    int b = 0;
    int check = from + needed - CHECK_LENGTH;
    for (int i = from + CLASS_OFFSET; i < check; i++) {
      a = a + stream[i] & 0xFF;
      b = b + a & 0xFF;
    }
    if ((stream[check] & 0xFF) != a || (stream[check + 1] & 0xFF) != b) {
      counters.increment(DeviceCounter.RECEIVER_BAD_CHECK);
      return NO_MESSAGE;
    }
    System.arraycopy(stream, from + HEADER_LENGTH, bytes, 0, length);
    int kind = (stream[from + CLASS_OFFSET] & 0xFF) << 8 | (stream[from + CLASS_OFFSET + 1] & 0xFF);
    navigation.read(kind, message, length);
    return needed;
  }
}
