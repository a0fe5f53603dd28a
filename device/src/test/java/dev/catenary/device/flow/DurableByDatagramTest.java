package dev.catenary.device.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.zone.ZoneConfig;
import dev.catenary.inference.zone.ZoneGrid;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.ChunkEncoder;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The grid and the spool with a power cut between two chunks of one zone. */
class DurableByDatagramTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root"), "testdata", "cases");
  private static final long SECOND = 1_000_000_000L;
  private static final ChunkOrigin ORIGIN =
      new ChunkOrigin("drone-1", "m7", "PROJCS[\"x\"]", "0", List.of());

  /** The points' numbers, which they bear as GPS time. */
  private static final ChunkEncoder NUMBERS =
      zone -> {
        ByteBuffer bytes = ByteBuffer.allocate(zone.size * Long.BYTES);
        for (int i = 0; i < zone.size; i++) {
          bytes.putLong(zone.gpsTimeNanos[i]);
        }
        return bytes.flip();
      };

  @TempDir Path folder;
  private final Counters counters = new Counters();
  private final List<Zone> closed = new ArrayList<>();

  private Spool open() throws IOException {
    return Spool.open(new SpoolConfig(folder, 0), counters, InstantSource.system(), _ -> {});
  }

  private ZoneGrid grid(int pointsMax, DurableZones durable) {
    return new ZoneGrid(
        new ZoneConfig("EPSG:32755", 32, 5 * SECOND, pointsMax, 60 * SECOND, 1L << 28),
        new ZonePool(1L << 28),
        durable,
        counters,
        closed::add);
  }

  private void record(Spool spool, Zone zone) throws IOException {
    new Recorder(spool, NUMBERS, ORIGIN, counters, InstantSource.system()).record(zone);
  }

  private static void accept(ZoneGrid grid, long sequence, long hostNanos, int first, int points) {
    PointBatch batch = new PointBatch(points);
    batch.sequence = sequence;
    batch.hostTimeNanos = hostNanos;
    batch.size = points;
    for (int i = 0; i < points; i++) {
      batch.eastingMetres[i] = 5;
      batch.northingMetres[i] = 7;
      batch.sensorTimeNanos[i] = first + i;
    }
    grid.accept(batch);
  }

  /** Those of 10 to 59 many, those of 60 to 69 few. */
  private static void acceptReversed(ZoneGrid grid, long from, long to) {
    for (long sequence = from; sequence <= to; sequence++) {
      boolean large = sequence < 60;
      int first = (int) (large ? (sequence - 10) * 300 : 15_000 + (sequence - 60) * 5);
      accept(grid, sequence, sequence * 1_300_000, first, large ? 300 : 5);
    }
  }

  private int[] timesInChunks(int points) throws IOException {
    int[] times = new int[points];
    try (var files = Files.list(folder)) {
      for (Path laz : files.filter(file -> file.toString().endsWith(".laz")).toList()) {
        ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(laz));
        while (numbers.hasRemaining()) {
          times[(int) numbers.getLong()]++;
        }
      }
    }
    return times;
  }

  /** Case zone-chunks-sealed-in-reverse. */
  @Test
  void laterChunkSealedBeforeTheEarlierOneMakesNothingElseDurable() throws IOException {
    try (Spool spool = open()) {
      ZoneGrid grid = grid(1 << 20, DurableZones.NONE);
      acceptReversed(grid, 10, 59);
      grid.closeAll();
      acceptReversed(grid, 60, 69);
      grid.closeAll();
      assertThat(closed).hasSize(2);
      record(spool, closed.getLast());
    }
    closed.clear();
    try (Spool spool = open()) {
      ZoneGrid grid = grid(1 << 20, spool.durable());
      acceptReversed(grid, 10, 69);
      grid.closeAll();
      for (Zone zone : closed) {
        record(spool, zone);
      }
    }
    assertThat(timesInChunks(15_050)).containsOnly(1);
    assertThat(counters.get(DeviceCounter.POINTS_ALREADY_DURABLE)).isEqualTo(50);
    assertThat(counters.get(DeviceCounter.POINTS_PERHAPS_DURABLE)).isZero();
  }

  /** Case zone-full-in-mid-datagram. */
  @Test
  void zoneThatIsFullInTheMiddleOfADatagramTakesAllOfIt() throws IOException {
    List<String> lines =
        Files.readAllLines(CASES.resolve("zone-full-in-mid-datagram/datagrams.csv"));
    try (Spool spool = open()) {
      ZoneGrid grid = grid(19_300, DurableZones.NONE);
      assertThat(acceptAll(grid, lines)).isEqualTo(38_400);
      assertThat(closed).hasSize(1);
      record(spool, closed.getFirst());
    }
    closed.clear();
    try (Spool spool = open()) {
      ZoneGrid grid = grid(19_300, spool.durable());
      acceptAll(grid, lines);
      grid.closeAll();
      for (Zone zone : closed) {
        record(spool, zone);
      }
    }
    assertThat(timesInChunks(38_400)).containsOnly(1);
    assertThat(counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY)).isZero();
  }

  private static int acceptAll(ZoneGrid grid, List<String> lines) {
    int points = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      int more = Integer.parseInt(fields[2]);
      accept(grid, Long.parseLong(fields[0]), Long.parseLong(fields[1]), points, more);
      points += more;
    }
    return points;
  }

  /** A spool that an older build has left is read on. */
  @Test
  void ofAnOlderBuildsChunkWhatIsNotKnownIsCountedAsALoss() throws IOException {
    try (Spool spool = open()) {
      ZoneGrid grid = grid(1 << 20, DurableZones.NONE);
      acceptReversed(grid, 60, 69);
      grid.closeAll();
      closed.getFirst().sequences.clear();
      record(spool, closed.getFirst());
    }
    closed.clear();
    try (Spool spool = open()) {
      ZoneGrid grid = grid(1 << 20, id -> spool.durable().of(id).ofOneSensor());
      acceptReversed(grid, 10, 69);
      grid.closeAll();
      for (Zone zone : closed) {
        record(spool, zone);
      }
    }
    assertThat(timesInChunks(15_050)).containsOnly(1);
    assertThat(counters.get(DeviceCounter.POINTS_ALREADY_DURABLE)).isEqualTo(40);
    assertThat(counters.get(DeviceCounter.POINTS_PERHAPS_DURABLE)).isEqualTo(10);
  }
}
