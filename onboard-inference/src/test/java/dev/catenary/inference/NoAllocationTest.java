package dev.catenary.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.wire.TestRules;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.zone.ZoneConfig;
import dev.catenary.inference.zone.ZoneGrid;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The path of a point allocates nothing once arrays have grown; a zone may cost a few objects. */
final class NoAllocationTest {
  private static final long BYTES_PER_ZONE = 1_024;
  private static final long BYTES_PER_WIRE = 256 << 10;

  private static long allocatedBy(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(thread);
    work.run();
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static long allocatedByProcessing(Zone zone) {
    PreClassifier preClassifier =
        new PreClassifier(
            new RulesClassifier(), new ZoneWires(TestRules.still(2.5)), new ZoneRanker());
    for (int round = 0; round < 20; round++) {
      preClassifier.process(zone);
    }
    return allocatedBy(() -> preClassifier.process(zone));
  }

  @Test
  void classifyingAndRankingAllocateNothing() {
    Zone zone = new Scene(31).ground(0, 0.1, 20).tree(16, 16, 9, 4, 3_000).zone();
    assertThat(allocatedByProcessing(zone)).isLessThan(BYTES_PER_ZONE);
  }

  @Test
  void wiresCostAZoneTheSameHoweverManyPointsItHas() {
    Zone few = new Scene(32).ground(0, 0.1, 10).tree(8, 8, 9, 4, 3_000).wire(0.5, 0, 9, 20).zone();
    Zone many =
        new Scene(32).ground(0, 0.1, 80).tree(8, 8, 9, 4, 60_000).wire(0.5, 0, 9, 20).zone();
    assertThat(allocatedByProcessing(few)).isLessThan(BYTES_PER_WIRE);
    assertThat(allocatedByProcessing(many)).isLessThan(BYTES_PER_WIRE);
  }

  @Test
  void gatheringAllocatesByZoneAndNotByBatch() {
    ZonePool pool = new ZonePool(1L << 28);
    ZoneGrid grid =
        new ZoneGrid(
            new ZoneConfig("EPSG:32755", 32, 1_000_000_000L, 1_000_000, 60_000_000_000L, 1L << 28),
            pool,
            DurableZones.NONE,
            new Counters(),
            pool::giveBack);
    PointBatch batch = new PointBatch(384);
    batch.size = 384;
    gather(grid, batch, 0, 2_000);
    long bytes = allocatedBy(() -> gather(grid, batch, 2_000, 4_000));
    long zonesOpened = 2 * 2_000 / 32 + 2;
    assertThat(bytes).isLessThan(zonesOpened * BYTES_PER_ZONE);
    assertThat(bytes / 2_000).isLessThan(80);
  }

  /** One metre further with each batch. */
  private static void gather(ZoneGrid grid, PointBatch batch, int from, int to) {
    for (int sequence = from; sequence < to; sequence++) {
      batch.sequence = sequence;
      batch.hostTimeNanos = sequence * 50_000_000L;
      for (int i = 0; i < batch.size; i++) {
        batch.eastingMetres[i] = sequence + 0.001 * i;
        batch.northingMetres[i] = (i % 2) * 40;
      }
      grid.accept(batch);
    }
  }
}
