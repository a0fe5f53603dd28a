package dev.catenary.inference.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayDeque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class EveryPointInOneZoneTest {
  private static final long SECOND = 1_000_000_000L;

  /** Each point carries its number as sensor time, so that each can be found again. */
  @Property(tries = 200)
  void everyPointIsInOneClosedZoneOrCounted(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 6) int zonesOfMemory,
      @ForAll @IntRange(min = 1, max = 500) int pointsMax,
      @ForAll @IntRange(min = 0, max = 3) int zonesOnTheirWay) {
    Counters counters = new Counters();
    ZonePool pool =
        new ZonePool(zonesOfMemory * (long) ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
    ArrayDeque<Zone> onTheirWay = new ArrayDeque<>();
    boolean[] seen = new boolean[40_000];
    int[] inZones = {0};
    ZoneConfig config = new ZoneConfig("EPSG:28992", 32, SECOND, pointsMax, 3 * SECOND, 1L << 30);
    DurableSequences firstTwenty =
        new DurableSequences(SequenceRuns.ofEnds(0, 20), SequenceRuns.NONE, SequenceRuns.NONE);
    DurableZones durable = zone -> zone.column() == 1 ? firstTwenty : DurableSequences.NONE;
    ZoneGrid grid =
        new ZoneGrid(
            config,
            pool,
            durable,
            counters,
            zone -> {
              for (int i = 0; i < zone.size; i++) {
                int number = (int) zone.gpsTimeNanos[i];
                assertThat(seen[number]).isFalse();
                seen[number] = true;
                inZones[0]++;
                assertThat(zone.xMillimetres[i]).isBetween(0, 32_000);
                assertThat(zone.yMillimetres[i]).isBetween(0, 32_000);
              }
              onTheirWay.add(zone);
              if (onTheirWay.size() > zonesOnTheirWay) {
                pool.giveBack(onTheirWay.remove());
              }
            });
    int points = 0;
    for (int sequence = 0; sequence < 60; sequence++) {
      PointBatch batch = new PointBatch(200);
      batch.sequence = sequence;
      batch.hostTimeNanos = sequence * SECOND / 10;
      batch.size = random.nextInt(200);
      double middle = random.nextInt(6) * 20 - 40;
      for (int i = 0; i < batch.size; i++) {
        batch.eastingMetres[i] = middle + random.nextDouble() * 40;
        batch.northingMetres[i] = random.nextGaussian() * 20;
        batch.sensorTimeNanos[i] = points++;
      }
      grid.accept(batch);
    }
    grid.closeAll();
    assertThat(inZones[0]).isEqualTo((int) counters.get(DeviceCounter.POINTS_IN_ZONES));
    assertThat(
            counters.get(DeviceCounter.POINTS_IN_ZONES)
                + counters.get(DeviceCounter.POINTS_ALREADY_DURABLE)
                + counters.get(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY))
        .isEqualTo(points);
    assertThat(grid.openZones()).isZero();
    assertThat(pool.bytes())
        .isLessThanOrEqualTo(zonesOfMemory * (long) ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT);
  }
}
