package dev.catenary.proving.torture;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.ChunkEncoder;
import dev.catenary.uplink.chunk.ChunkOrigin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Zones of a few points, and bytes in place of their LAZ files, for many small chunks. */
final class SmallZones {
  static final ChunkOrigin ORIGIN =
      new ChunkOrigin(
          "torture",
          "disk",
          "PROJCS[\"x\"]",
          "0",
          List.of(new ChunkOrigin.Sensor(1, "belly", "VLP-16")));

  private static final int POINTS = 3;
  private static final int SIDE_MILLIMETRES = 32_000;

  private SmallZones() {}

  /** The square of this column as the datagrams {@code first} to {@code last} saw it. */
  static Zone zone(int column, long first, long last, Rank rank, double severity) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", SIDE_MILLIMETRES / 1_000, column, 7), POINTS);
    zone.size = POINTS;
    for (int i = 0; i < POINTS; i++) {
      zone.xMillimetres[i] = 1_000 * i;
      zone.yMillimetres[i] = SIDE_MILLIMETRES / 2;
      zone.zMillimetres[i] = 250_000 + i;
      zone.label[i] = ClassLabel.GROUND.lasCode();
    }
    zone.firstSequence = first;
    zone.lastSequence = last;
    for (long sequence = first; sequence <= last; sequence++) {
      zone.sequences.add(sequence);
    }
    zone.firstHostNanos = first;
    zone.lastHostNanos = last;
    zone.rank = rank;
    zone.severity = severity;
    return zone;
  }

  /** Bytes of this many lengths, that depend on the zone alone. */
  static ChunkEncoder encoder(int bytesMin, int bytesMax) {
    return zone -> {
      Random random = new Random(zone.id.hashCode() * 31L + zone.firstSequence);
      byte[] file = new byte[bytesMin + random.nextInt(bytesMax - bytesMin)];
      random.nextBytes(file);
      return ByteBuffer.wrap(file);
    };
  }
}
