package dev.catenary.inference.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.proto.zone.CloseReason;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZoneGridTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PLENTY = 1L << 30;
  private static final String CRS = "EPSG:32755";

  private final Counters counters = new Counters();
  private final List<Zone> closed = new ArrayList<>();

  private ZoneGrid grid(int pointsMax, ZonePool pool, DurableZones durable) {
    ZoneConfig config =
        new ZoneConfig(CRS, 32, 5 * SECOND, pointsMax, 60 * SECOND, pool.bytes() + PLENTY);
    return new ZoneGrid(config, pool, durable, counters, closed::add);
  }

  private ZoneGrid grid() {
    return grid(1_000_000, new ZonePool(PLENTY), DurableZones.NONE);
  }

  private static PointBatch batch(long sequence, long hostNanos, double... eastingNorthing) {
    PointBatch batch = new PointBatch(Math.max(1, eastingNorthing.length / 2));
    batch.sequence = sequence;
    batch.hostTimeNanos = hostNanos;
    batch.timeQuality = TimeQuality.PTP;
    batch.poseQuality = PoseQuality.RTK_FIXED;
    batch.inMapFrame = true;
    batch.size = eastingNorthing.length / 2;
    for (int i = 0; i < batch.size; i++) {
      batch.eastingMetres[i] = eastingNorthing[2 * i];
      batch.northingMetres[i] = eastingNorthing[2 * i + 1];
      batch.heightMetres[i] = 100.25;
    }
    return batch;
  }

  private static DurableSequences upTo(long sequence) {
    return new DurableSequences(
        SequenceRuns.ofEnds(0, sequence), SequenceRuns.NONE, SequenceRuns.NONE);
  }

  @Test
  void pointIsKeptInMillimetresFromItsZonesCorner() {
    ZoneGrid grid = grid();
    grid.accept(batch(7, SECOND, 64.0004, -0.0016));
    grid.closeAll();
    assertThat(closed).hasSize(1);
    Zone zone = closed.getFirst();
    assertThat(zone.id).isEqualTo(new ZoneId(CRS, 32, 2, -1));
    assertThat(zone.xMillimetres[0]).isZero();
    assertThat(zone.yMillimetres[0]).isEqualTo(31_998);
    assertThat(zone.zMillimetres[0]).isEqualTo(100_250);
    assertThat(zone.closeReason).isEqualTo(CloseReason.END);
  }

  @Test
  void zoneLeftForFiveSecondsOfDataTimeCloses() {
    ZoneGrid grid = grid();
    grid.accept(batch(1, SECOND, 1, 1));
    grid.accept(batch(2, 5 * SECOND, 40, 1));
    assertThat(closed).isEmpty();
    grid.accept(batch(3, 6 * SECOND, 40, 1));
    grid.betweenDatagrams();
    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().closeReason).isEqualTo(CloseReason.LEFT);
    assertThat(closed.getFirst().id.column()).isZero();
    assertThat(grid.openZones()).isEqualTo(1);
  }

  @Test
  void zoneNeverLeftClosesWhenItIsOld() {
    ZoneGrid grid = grid();
    for (int second = 0; second <= 61; second++) {
      grid.accept(batch(second, second * SECOND, 1, 1));
    }
    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().closeReason).isEqualTo(CloseReason.AGE_MAX);
  }

  @Test
  void fullZoneClosesBehindTheDatagramThatFillsIt() {
    ZoneGrid grid = grid(3, new ZonePool(PLENTY), DurableZones.NONE);
    grid.accept(batch(1, SECOND, 1, 1, 2, 1));
    grid.accept(batch(2, SECOND, 1, 1, 2, 1));
    grid.accept(batch(2, SECOND, 3, 1));
    assertThat(closed).isEmpty();
    grid.accept(batch(3, SECOND, 1, 1));
    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().size).isEqualTo(5);
    assertThat(closed.getFirst().closeReason).isEqualTo(CloseReason.POINTS_MAX);
    assertThat(closed.getFirst().sequences.toRuns()).isEqualTo(SequenceRuns.ofEnds(1, 2));
    assertThat(grid.openZones()).isEqualTo(1);
  }

  @Test
  void fullZoneClosesBetweenDatagramsWithoutANextOne() {
    ZoneGrid grid = grid(2, new ZonePool(PLENTY), DurableZones.NONE);
    grid.accept(batch(1, SECOND, 1, 1, 2, 1, 3, 1));
    grid.betweenDatagrams();
    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().size).isEqualTo(3);
  }

  @Test
  void datagramsInAnyOrderGiveTheLowestAndTheHighest() {
    ZoneGrid grid = grid();
    grid.accept(batch(7, 7 * SECOND / 10, 1, 1));
    grid.accept(batch(3, 3 * SECOND / 10, 1, 1));
    grid.accept(batch(9, 9 * SECOND / 10, 40, 1));
    grid.accept(batch(5, 5 * SECOND / 10, 1, 1));
    assertThat(grid.oldestOpenSequence()).isEqualTo(3);
    grid.closeAll();
    Zone zone = closed.stream().filter(each -> each.id.column() == 0).findFirst().orElseThrow();
    assertThat(zone.firstSequence).isEqualTo(3);
    assertThat(zone.lastSequence).isEqualTo(7);
    assertThat(zone.firstHostNanos).isEqualTo(3 * SECOND / 10);
    assertThat(zone.lastHostNanos).isEqualTo(7 * SECOND / 10);
    assertThat(zone.sequences.toRuns()).isEqualTo(SequenceRuns.ofEnds(3, 3, 5, 5, 7, 7));
  }

  @Test
  void gapsAreClosedAsFarAsAllHasComeWhileTheZoneWasOpen() {
    ZoneGrid grid = grid();
    grid.accept(batch(4, SECOND, 40, 1));
    grid.accept(batch(5, SECOND, 1, 1));
    grid.accept(batch(2, SECOND, 1, 1));
    grid.accept(batch(9, SECOND, 1, 1));
    grid.accept(batch(12, SECOND, 1, 1));
    grid.haveCome(10);
    grid.closeAll();
    Zone zone = closed.stream().filter(each -> each.id.column() == 0).findFirst().orElseThrow();
    // 3 may have been gathered before the zone opened, 10 and 11 may come when it has closed.
    assertThat(zone.sequences.toRuns()).isEqualTo(SequenceRuns.ofEnds(2, 2, 5, 9, 12, 12));
  }

  @Test
  void pointsInDoubtAreLeftOutAndCountedAsALoss() {
    var doubt =
        new DurableSequences(
            SequenceRuns.NONE, SequenceRuns.ofEnds(6, 8), SequenceRuns.ofEnds(5, 5, 9, 9));
    ZoneGrid grid = grid(1_000_000, new ZonePool(PLENTY), _ -> doubt.ofOneSensor());
    for (int sequence = 4; sequence <= 10; sequence++) {
      grid.accept(batch(sequence, SECOND, 1, 1));
    }
    grid.closeAll();
    assertThat(counters.get(DeviceCounter.POINTS_PERHAPS_DURABLE)).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.POINTS_ALREADY_DURABLE)).isEqualTo(3);
    assertThat(DeviceCounter.POINTS_PERHAPS_DURABLE.isLoss()).isTrue();
    // What was left out is not claimed.
    assertThat(closed.getFirst().sequences.toRuns()).isEqualTo(SequenceRuns.ofEnds(4, 4, 10, 10));
  }

  @Test
  void spentMemoryClosesOnlyTheZoneLongestWithoutAPoint() {
    long threeZones = 3L * ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT;
    ZoneGrid grid = grid(1_000_000, new ZonePool(threeZones), DurableZones.NONE);
    grid.accept(batch(1, 2 * SECOND, 1, 1));
    grid.accept(batch(2, SECOND, 40, 1));
    grid.accept(batch(3, 3 * SECOND, 80, 1));
    grid.accept(batch(4, 3 * SECOND, 120, 1, 150, 1, 180, 1));
    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().closeReason).isEqualTo(CloseReason.MEMORY);
    assertThat(closed.getFirst().id.column()).isEqualTo(1);
    assertThat(grid.openZones()).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY)).isEqualTo(3);
  }

  @Test
  void memoryGivenBackIsUsedAgain() {
    ZonePool pool = new ZonePool((long) ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
    ZoneGrid grid = grid(1_000_000, pool, DurableZones.NONE);
    grid.accept(batch(1, SECOND, 1, 1));
    grid.accept(batch(2, SECOND, 40, 1));
    pool.giveBack(closed.getFirst());
    grid.accept(batch(3, SECOND, 40, 1));
    grid.closeAll();
    assertThat(closed).hasSize(2);
    assertThat(counters.get(DeviceCounter.POINTS_IN_ZONES)).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY)).isEqualTo(1);
    assertThat(pool.bytes()).isEqualTo((long) ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
  }

  @Test
  void pointsThatAreDurableAlreadyAreCountedAndLeftOut() {
    DurableZones durable = zone -> zone.column() == 0 ? upTo(5) : DurableSequences.NONE;
    ZoneGrid grid = grid(1_000_000, new ZonePool(PLENTY), durable);
    grid.accept(batch(5, SECOND, 1, 1, 40, 1));
    grid.accept(batch(6, SECOND, 1, 1));
    grid.closeAll();
    assertThat(counters.get(DeviceCounter.POINTS_ALREADY_DURABLE)).isEqualTo(1);
    assertThat(closed).hasSize(2).allSatisfy(zone -> assertThat(zone.size).isEqualTo(1));
  }

  @Test
  void oldestOpenSequenceIsTheFirstOfTheZonesStillOpen() {
    ZoneGrid grid = grid();
    assertThat(grid.oldestOpenSequence()).isEqualTo(Long.MAX_VALUE);
    grid.accept(batch(10, SECOND, 1, 1));
    grid.accept(batch(11, 2 * SECOND, 40, 1));
    grid.accept(batch(12, 5 * SECOND, 40, 1));
    assertThat(grid.oldestOpenSequence()).isEqualTo(10);
    grid.accept(batch(13, 6 * SECOND, 40, 1));
    grid.betweenDatagrams();
    assertThat(grid.oldestOpenSequence()).isEqualTo(11);
  }

  @Test
  void zoneRemembersItsFirstAndLastDatagramAndTheWorstQuality() {
    ZoneGrid grid = grid();
    grid.accept(batch(3, SECOND, 1, 1, 2, 2));
    PointBatch worse = batch(4, 2 * SECOND, 1, 1);
    worse.timeQuality = TimeQuality.HOST;
    worse.poseQuality = PoseQuality.SINGLE;
    grid.accept(worse);
    grid.accept(batch(9, 3 * SECOND, 1, 1));
    grid.closeAll();
    Zone zone = closed.getFirst();
    assertThat(zone.firstSequence).isEqualTo(3);
    assertThat(zone.lastSequence).isEqualTo(9);
    assertThat(zone.firstHostNanos).isEqualTo(SECOND);
    assertThat(zone.lastHostNanos).isEqualTo(3 * SECOND);
    assertThat(zone.timeQuality).isEqualTo(TimeQuality.HOST);
    assertThat(zone.poseQuality).isEqualTo(PoseQuality.SINGLE);
  }

  @Test
  void clockSteppedBackClosesNothing() {
    ZoneGrid grid = grid();
    grid.accept(batch(1, 1_000 * SECOND, 1, 1));
    grid.accept(batch(2, 10 * SECOND, 1, 1));
    grid.betweenDatagrams();
    assertThat(closed).isEmpty();
  }
}
