package dev.catenary.fleet.bridge;

import dev.catenary.proto.message.Zone;
import dev.catenary.proto.message.ZoneEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.zip.CRC32C;

/** Events as vehicles write them, with the check of docs/spool.md. */
final class Events {
  /** Tag of field 1000, wire type 5 (Protocol Buffers, "Encoding"). */
  private static final byte[] TAG = {(byte) 0xC5, 0x3E};

  private Events() {}

  static ZoneEvent event(String vehicle, int number, Instant captured) {
    return ZoneEvent.newBuilder()
        .setFormatVersion(1)
        .setEventId("zone-" + vehicle + "-" + number)
        .setRevision(1)
        .setFinal(true)
        .setVehicle(vehicle)
        .setMission("m1")
        .setEventNumber(number)
        .setZone(Zone.newBuilder().setCrs("EPSG:32755").setCellMetres(32).setColumn(number))
        .setLastHostNanos(captured.getEpochSecond() * 1_000_000_000L)
        .build();
  }

  static byte[] sealed(ZoneEvent event) {
    byte[] bare = event.toBuilder().clearEventCrc32C().build().toByteArray();
    CRC32C sum = new CRC32C();
    sum.update(bare);
    return ByteBuffer.allocate(bare.length + 6)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(bare)
        .put(TAG)
        .putInt((int) sum.getValue())
        .array();
  }
}
