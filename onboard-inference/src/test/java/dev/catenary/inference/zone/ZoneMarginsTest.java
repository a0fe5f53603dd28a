package dev.catenary.inference.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ZoneMarginsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SIDE_MILLIMETRES = 32_000;
  private static final int REACH_MILLIMETRES = 4_000;

  private final Counters counters = new Counters();
  private final List<Zone> closed = new ArrayList<>();
  private final List<Zone> looks = new ArrayList<>();
  private ZonePool pool = new ZonePool(1 << 28);
  private long sequence;

  private ZoneGrid grid() {
    return new ZoneGrid(
        new ZoneConfig("EPSG:32755", 32, 5 * SECOND, 1 << 20, 60 * SECOND, 1 << 28),
        pool,
        DurableZones.NONE,
        counters,
        closed::add,
        new ZoneLooks(SECOND / 5, pool, counters, looks::add));
  }

  /** Points on whole millimetres, given as east and north of the frame's origin. */
  private PointBatch batch(long hostNanos, int... millimetres) {
    PointBatch batch = new PointBatch(Math.max(1, millimetres.length / 2));
    batch.size = millimetres.length / 2;
    batch.sequence = ++sequence;
    batch.hostTimeNanos = hostNanos;
    for (int i = 0; i < batch.size; i++) {
      batch.eastingMetres[i] = millimetres[2 * i] / 1e3;
      batch.northingMetres[i] = millimetres[2 * i + 1] / 1e3;
      batch.heightMetres[i] = 50;
      batch.intensity[i] = (char) i;
      batch.lasReturns[i] = (byte) i;
    }
    return batch;
  }

  private Zone closedAt(int column, int row) {
    return closed.stream()
        .filter(zone -> zone.id.column() == column && zone.id.row() == row)
        .reduce((former, later) -> later)
        .orElseThrow();
  }

  private static List<String> places(Zone zone) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < zone.size; i++) {
      places.add(zone.xMillimetres[i] + " " + zone.yMillimetres[i]);
    }
    return places;
  }

  private static void accept(ZoneGrid grid, PointBatch batch) {
    grid.accept(batch);
    grid.betweenDatagrams();
  }

  @Test
  void zoneSeesAllThatItsEightNeighboursHoldWithinReach() {
    Random random = new Random(7);
    int[] millimetres = random.ints(40_000, 0, 3 * SIDE_MILLIMETRES).toArray();
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, millimetres));
    grid.closeAll();
    assertThat(closed).hasSize(9);
    for (Zone zone : closed) {
      TreeSet<String> expected = new TreeSet<>();
      for (int i = 0; i < millimetres.length; i += 2) {
        int x = millimetres[i] - zone.id.column() * SIDE_MILLIMETRES;
        int y = millimetres[i + 1] - zone.id.row() * SIDE_MILLIMETRES;
        boolean own = x >= 0 && y >= 0 && x < SIDE_MILLIMETRES && y < SIDE_MILLIMETRES;
        boolean near =
            Math.max(-x, x - SIDE_MILLIMETRES + 1) <= REACH_MILLIMETRES
                && Math.max(-y, y - SIDE_MILLIMETRES + 1) <= REACH_MILLIMETRES;
        if (!own && near) {
          expected.add(x + " " + y);
        }
      }
      assertThat(expected.size()).isGreaterThan(500);
      assertThat(new TreeSet<>(places(zone.margin))).isEqualTo(expected);
    }
  }

  @Test
  void pointOfTheMarginKeepsItsHeightBrightnessAndEchoes() {
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, 10_000, 10_000, 33_000, 10_000, -5_000, 10_000));
    grid.closeAll();
    Zone margin = closedAt(0, 0).margin;
    assertThat(places(margin)).containsExactly("33000 10000");
    assertThat(margin.zMillimetres[0]).isEqualTo(50_000);
    assertThat(margin.intensity[0]).isEqualTo((char) 1);
    assertThat(margin.lasReturns[0]).isEqualTo((byte) 1);
  }

  @Test
  void zoneThatClosedShortlyBeforeIsStillSeen() {
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, 31_000, 10_000, 16_000, 10_000));
    accept(grid, batch(10 * SECOND, 33_000, 10_000));
    assertThat(closed).hasSize(1);
    assertThat(places(closedAt(0, 0).margin)).containsExactly("33000 10000");
    grid.closeAll();
    assertThat(places(closedAt(1, 0).margin)).containsExactly("-1000 10000");
  }

  @Test
  void zoneIsForgottenOnceNoneOfItsNeighboursIsOpen() {
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, 31_000, 10_000, 33_000, 10_000));
    accept(grid, batch(10 * SECOND, 300_000, 10_000));
    assertThat(closed).hasSize(2);
    closed.forEach(pool::giveBack);
    closed.clear();
    accept(grid, batch(11 * SECOND, 34_000, 10_000));
    grid.closeAll();
    assertThat(closedAt(1, 0).margin).isNull();
  }

  @Test
  void neighbourThatHasBegunAnewIsSeenAsItWas() {
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, 31_000, 10_000, 31_000, 11_000, 33_000, 10_000));
    accept(grid, batch(5 * SECOND, 33_000, 11_000));
    accept(grid, batch(8 * SECOND, 33_000, 12_000));
    assertThat(closed).hasSize(1);
    // More points than before, but only one of them within reach.
    accept(grid, batch(9 * SECOND, 31_500, 12_000, 16_000, 16_000, 16_000, 17_000, 16_000, 18_000));
    grid.closeAll();
    assertThat(places(closedAt(1, 0).margin)).containsExactly("-1000 10000", "-1000 11000");
  }

  @Test
  void lookAtAnOpenZoneSeesItsMargin() {
    ZoneGrid grid = grid();
    int[] many = new int[5_000];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 16_000;
      many[i + 1] = 1_000 + i;
    }
    accept(grid, batch(SECOND, many));
    accept(grid, batch(SECOND, 33_000, 10_000));
    accept(grid, batch(SECOND + SECOND / 2, 33_000, 10_001));
    assertThat(looks).hasSize(1);
    assertThat(places(looks.getFirst().margin)).containsExactly("33000 10000", "33000 10001");
  }

  @Test
  void marginsAndStripsComeAfterGathering() {
    // Room for four small zones, which gather; a margin or a strip would be half of it and more.
    pool = new ZonePool(4L * ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, 31_000, 10_000, 33_000, 10_000, 65_000, 10_000, 97_000, 10_000));
    grid.closeAll();
    assertThat(counters.get(DeviceCounter.POINTS_IN_ZONES)).isEqualTo(4);
    assertThat(counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY)).isZero();
    assertThat(closed).hasSize(4).allMatch(zone -> zone.margin == null);
    assertThat(counters.get(DeviceCounter.ZONE_MARGINS_SKIPPED)).isPositive();
  }

  @Test
  void allMemoryComesBack() {
    ZoneGrid grid = grid();
    int[] millimetres = new Random(8).ints(40_000, 0, 6 * SIDE_MILLIMETRES).toArray();
    accept(grid, batch(SECOND, millimetres));
    grid.closeAll();
    assertThat(closed).hasSize(36);
    closed.forEach(pool::giveBack);
    assertThat(pool.isLentBelow(1e-9)).isTrue();
    assertThat(closed).allMatch(zone -> zone.margin == null);
  }

  @Test
  void neighbourThatOpensAndClosesWithoutAPointOfItsOwnKeepsNoStrip() {
    DurableSequences all =
        new DurableSequences(SequenceRuns.ofEnds(0, 1_000), SequenceRuns.NONE, SequenceRuns.NONE);
    DurableZones middle = id -> id.column() == 1 ? all : DurableSequences.NONE;
    ZoneGrid grid =
        new ZoneGrid(
            new ZoneConfig("EPSG:32755", 32, 5 * SECOND, 1 << 20, 60 * SECOND, 1 << 28),
            pool,
            middle,
            counters,
            closed::add);
    accept(grid, batch(SECOND, 31_000, 10_000, 33_000, 10_000));
    accept(grid, batch(10 * SECOND, 300_000, 10_000));
    accept(grid, batch(20 * SECOND, 300_000, 10_000));
    accept(grid, batch(21 * SECOND, 34_000, 40_000, 300_000, 10_000));
    grid.closeAll();
    closed.forEach(pool::giveBack);
    assertThat(pool.isLentBelow(1e-9)).isTrue();
  }

  @Test
  void stripsHoldASixteenthOfTheMemoryAndTheOldestGoesFirst() {
    long zoneBytes = (long) ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT;
    pool = new ZonePool(32 * zoneBytes);
    ZoneGrid grid = grid();
    // Three zones in a row beside a fourth that stays open: room for the strips of two.
    accept(grid, batch(SECOND, 31_000, 31_000, 48_000, 31_500, 65_000, 31_900, 40_000, 33_000));
    accept(grid, batch(2 * SECOND, 48_000, 31_500, 65_000, 31_900));
    accept(grid, batch(3 * SECOND, 65_000, 31_900));
    for (int second = 4; second < 12; second++) {
      accept(grid, batch(second * SECOND, 40_000, 33_000));
      closed.forEach(pool::giveBack);
      closed.clear();
    }
    grid.closeAll();
    assertThat(places(closedAt(1, 1).margin))
        .contains("16000 -500", "33000 -100")
        .doesNotContain("-1000 -1000");
  }

  @Test
  void stripsGiveWayToZonesThatGather() {
    pool = new ZonePool(16L * ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
    ZoneGrid grid = grid();
    accept(grid, batch(SECOND, 31_000, 10_000, 33_000, 10_000));
    accept(grid, batch(5 * SECOND, 33_000, 11_000));
    accept(grid, batch(8 * SECOND, 33_000, 12_000));
    closed.forEach(pool::giveBack);
    // One zone is open and the strip of another kept: fifteen more fit once the strip has gone.
    int[] fifteen = new int[30];
    for (int i = 0; i < 15; i++) {
      fifteen[2 * i] = 1_000_000 + i * SIDE_MILLIMETRES;
    }
    assertThat(pool.isLentBelow(0.1)).isFalse();
    accept(grid, batch(9 * SECOND, fifteen));
    assertThat(grid.openZones()).isEqualTo(16);
    assertThat(counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY)).isZero();
  }
}
