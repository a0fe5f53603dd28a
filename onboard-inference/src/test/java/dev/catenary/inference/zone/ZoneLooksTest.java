package dev.catenary.inference.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZoneLooksTest {
  private static final long MILLISECOND = 1_000_000;

  private final Counters counters = new Counters();
  private final List<Zone> looks = new ArrayList<>();
  private final List<Zone> closed = new ArrayList<>();

  private ZoneGrid grid(long memory) {
    ZonePool pool = new ZonePool(memory);
    return new ZoneGrid(
        new ZoneConfig(
            "EPSG:32755", 32, 5_000 * MILLISECOND, 1 << 20, 60_000 * MILLISECOND, memory),
        pool,
        DurableZones.NONE,
        counters,
        closed::add,
        new ZoneLooks(200 * MILLISECOND, pool, counters, looks::add));
  }

  private static PointBatch batch(int sequence, long millis, int points, double east) {
    PointBatch batch = new PointBatch(4_096);
    batch.size = points;
    batch.sequence = sequence;
    batch.hostTimeNanos = millis * MILLISECOND;
    for (int i = 0; i < points; i++) {
      batch.eastingMetres[i] = east;
      batch.northingMetres[i] = i * 0.001;
      batch.heightMetres[i] = 50;
    }
    return batch;
  }

  private static void accept(ZoneGrid grid, PointBatch batch) {
    grid.accept(batch);
    grid.betweenDatagrams();
  }

  @Test
  void zoneThatHasBeenLeftIsLookedAtOnceLongBeforeItCloses() {
    ZoneGrid grid = grid(1 << 28);
    accept(grid, batch(1, 1_000, 4_000, 5));
    for (int i = 2; i < 30; i++) {
      accept(grid, batch(i, 1_000 + 50 * i, 10, 100));
    }
    assertThat(closed).isEmpty();
    assertThat(looks).hasSize(1);
    Zone look = looks.getFirst();
    assertThat(look.size).isEqualTo(4_000);
    assertThat(look.firstSequence).isEqualTo(1);
    assertThat(look.xMillimetres[7]).isEqualTo(5_000);
    assertThat(look.yMillimetres[7]).isEqualTo(7);
    assertThat(look.zMillimetres[7]).isEqualTo(50_000);
  }

  @Test
  void growingZoneIsLookedAtEachTimeItHasDoubled() {
    ZoneGrid grid = grid(1 << 28);
    for (int i = 0; i < 60; i++) {
      accept(grid, batch(i, 1_000 + 110L * i, 4_000, 5));
    }
    assertThat(looks).extracting(look -> look.size).hasSize(3);
    assertThat(looks.getFirst().size).isBetween(30_000, 36_000);
    assertThat(looks.get(1).size).isGreaterThanOrEqualTo(2 * looks.getFirst().size);
    assertThat(looks.stream().mapToInt(look -> look.size).sum()).isLessThan(2 * 240_000);
  }

  @Test
  void whenMemoryIsShortGatheringComesFirst() {
    ZoneGrid grid = grid(4L * ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
    accept(grid, batch(1, 1_000, 4_000, 5));
    accept(grid, batch(2, 1_400, 10, 100));
    accept(grid, batch(3, 1_800, 10, 100));
    assertThat(looks).isEmpty();
    assertThat(counters.get(DeviceCounter.ZONE_LOOKS_SKIPPED)).isPositive();
    assertThat(counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY)).isZero();
  }

  @Test
  void everyPointOfAZoneThatWasLeftHasBeenLookedAtWithinASecond() {
    ZoneGrid grid = grid(1 << 28);
    accept(grid, batch(1, 1_000, 4_000, 5));
    accept(grid, batch(2, 1_300, 10, 100));
    accept(grid, batch(3, 1_400, 12, 5));
    for (int i = 4; i < 20; i++) {
      accept(grid, batch(i, 1_400 + 50 * (i - 3), 10, 100));
    }
    assertThat(closed).isEmpty();
    assertThat(looks).extracting(look -> look.size).containsExactly(4_000, 4_012);
  }

  @Test
  void thinZoneIsLookedAtOnceItWasLeft() {
    ZoneGrid grid = grid(1 << 28);
    accept(grid, batch(1, 1_000, 300, 5));
    accept(grid, batch(2, 1_300, 10, 100));
    assertThat(looks).isEmpty();
    accept(grid, batch(3, 1_700, 10, 100));
    assertThat(looks).extracting(look -> look.size).containsExactly(300);
  }

  @Test
  void zoneOfAFewPointsIsNotLookedAt() {
    ZoneGrid grid = grid(1 << 28);
    accept(grid, batch(1, 1_000, 100, 5));
    accept(grid, batch(2, 2_000, 10, 100));
    assertThat(looks).isEmpty();
  }
}
