package dev.catenary.fleet.command.survey;

import dev.catenary.proto.message.ZoneEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Bytes of an event as a vehicle's spool writes them: field 1000 is CRC32C of all before it. */
final class Sealed {
  /** Tag of field 1000 with wire type 5 (Protocol Buffers, "Encoding"). */
  private static final byte[] TAG = {(byte) 0xC5, 0x3E};

  private Sealed() {}

  static byte[] bytes(ZoneEvent event) {
    byte[] bare = event.toBuilder().clearEventCrc32C().build().toByteArray();
    CRC32C sum = new CRC32C();
    sum.update(bare);
    return ByteBuffer.allocate(bare.length + TAG.length + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(bare)
        .put(TAG)
        .putInt((int) sum.getValue())
        .array();
  }
}
