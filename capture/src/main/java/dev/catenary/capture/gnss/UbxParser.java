package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts u-blox UBX messages out of a byte stream and checks their checksum.
 *
 * <p>Source: u-blox F9 HPG 1.32 interface description UBX-22008968, sections 3.2 "UBX frame
 * structure" and 3.4 "UBX checksum".
 */
final class UbxParser extends SyncFrames {
  static final byte SYNC = (byte) 0xB5;
  private static final byte SYNC_2 = 0x62;
  private static final int CLASS_OFFSET = 2;
  private static final int LENGTH_OFFSET = 4;
  private static final int HEADER_LENGTH = 6;
  private static final int CHECK_LENGTH = 2;

  private final UbxNavigation navigation;
  private final byte[] bytes = new byte[GnssStream.MESSAGE_LENGTH_MAX];
  private final ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  UbxParser(Counters counters, UbxNavigation navigation) {
    super(counters, SYNC_2, HEADER_LENGTH);
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
  int needed(byte[] stream, int from) {
    int length = BinaryProtocol.unsigned16(stream, from + LENGTH_OFFSET);
    int needed = HEADER_LENGTH + length + CHECK_LENGTH;
    return needed > GnssStream.MESSAGE_LENGTH_MAX ? NO_MESSAGE : needed;
  }

  @Override
  boolean isSound(byte[] stream, int from, int needed) {
    int a = 0;
    int b = 0;
    int check = from + needed - CHECK_LENGTH;
    for (int i = from + CLASS_OFFSET; i < check; i++) {
      a = a + stream[i] & 0xFF;
      b = b + a & 0xFF;
    }
    return (stream[check] & 0xFF) == a && (stream[check + 1] & 0xFF) == b;
  }

  @Override
  void read(byte[] stream, int from, int needed) {
    int length = needed - HEADER_LENGTH - CHECK_LENGTH;
    System.arraycopy(stream, from + HEADER_LENGTH, bytes, 0, length);
    int kind = (stream[from + CLASS_OFFSET] & 0xFF) << 8 | (stream[from + CLASS_OFFSET + 1] & 0xFF);
    navigation.read(kind, message, length);
  }
}
