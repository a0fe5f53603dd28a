package dev.catenary.uplink;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.ChunkEncoder;
import dev.catenary.uplink.chunk.ChunkOrigin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Zones and stand-ins for their LAZ files. */
public final class Zones {
  public static final ChunkOrigin ORIGIN =
      new ChunkOrigin(
          "drone-1",
          "m7",
          "PROJCS[\"x\"]",
          "0.1.0",
          List.of(new ChunkOrigin.Sensor(0, "front", "Velodyne VLP-16")));

  private Zones() {}

  /** Three points in the square of this column, seen by datagrams {@code sequence} to + 9. */
  public static Zone zone(int column, long sequence, Rank rank) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, column, 181_250), 3);
    zone.size = 3;
    for (int i = 0; i < zone.size; i++) {
      zone.xMillimetres[i] = 1_000 * i;
      zone.yMillimetres[i] = 31_000 - 500 * i;
      zone.zMillimetres[i] = 250_000 + i;
      zone.gpsTimeNanos[i] = 7_000 - i;
      zone.label[i] = (i == 0 ? ClassLabel.CONDUCTOR : ClassLabel.GROUND).lasCode();
    }
    zone.firstSequence = sequence;
    zone.lastSequence = sequence + 9;
    for (long each = sequence; each <= zone.lastSequence; each++) {
      zone.sequences.add(each);
    }
    zone.firstHostNanos = 1_000_000_000L * sequence;
    zone.lastHostNanos = zone.firstHostNanos + 500;
    zone.rank = rank;
    return zone;
  }

  /** Bytes that depend on the zone's id and sequences and on nothing else. */
  public static ChunkEncoder encoder(int bytes) {
    return zone -> {
      byte[] file = new byte[bytes];
      new Random(zone.id.hashCode() * 31L + zone.firstSequence).nextBytes(file);
      return ByteBuffer.wrap(file);
    };
  }
}
