package dev.catenary.inference.training.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.zone.ZoneConfig;
import dev.catenary.inference.zone.ZoneGrid;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A cloud is cut for training as the service gathers it. */
final class ZoneCutterTest {
  private static final int POINTS = 20_000;

  /** On whole millimetres, so that nothing hangs on how a border is rounded. */
  private static final int ACROSS_MILLIMETRES = 50_000;

  private final CloudPoints cloud = new CloudPoints(POINTS);
  private final List<Zone> gathered = new ArrayList<>();

  ZoneCutterTest() {
    Random random = new Random(3);
    PointBatch batch = new PointBatch(POINTS);
    batch.size = POINTS;
    for (int i = 0; i < POINTS; i++) {
      batch.eastingMetres[i] = 0.001 * random.nextInt(-ACROSS_MILLIMETRES, ACROSS_MILLIMETRES);
      batch.northingMetres[i] = 0.001 * random.nextInt(-ACROSS_MILLIMETRES, ACROSS_MILLIMETRES);
      batch.heightMetres[i] = 10 * random.nextDouble();
      cloud.add(
          batch.eastingMetres[i],
          batch.northingMetres[i],
          batch.heightMetres[i],
          (char) 0,
          (byte) 0x11,
          (byte) (i % TrueClass.COUNT));
    }
    long second = 1_000_000_000L;
    ZoneGrid grid =
        new ZoneGrid(
            new ZoneConfig(
                "unknown", CloudPoints.ZONE_METRES, second, POINTS, 60 * second, 1 << 28),
            new ZonePool(1 << 28),
            DurableZones.NONE,
            new Counters(),
            gathered::add);
    grid.accept(batch);
    grid.closeAll();
  }

  private static List<String> points(Zone zone) {
    List<String> points = new ArrayList<>();
    for (int i = 0; zone != null && i < zone.size; i++) {
      points.add(zone.xMillimetres[i] + " " + zone.yMillimetres[i] + " " + zone.zMillimetres[i]);
    }
    return points;
  }

  @Test
  void zonesAndMarginsAreThoseOfTheService() {
    Map<ZoneId, Zone> cut = new HashMap<>();
    for (LabelledZone labelled : cloud.zones()) {
      cut.put(labelled.zone().id, labelled.zone());
      assertThat(labelled.truth()).hasSize(labelled.zone().size);
    }
    assertThat(cut).hasSize(gathered.size()).hasSize(16);
    for (Zone zone : gathered) {
      Zone same = cut.get(zone.id);
      assertThat(points(same)).isEqualTo(points(zone));
      assertThat(points(same.margin)).containsExactlyInAnyOrderElementsOf(points(zone.margin));
    }
  }

  @Test
  void someMarginsAreLostInPartAndAlwaysTheSame() {
    List<LabelledZone> all = cloud.zones();
    List<LabelledZone> some = cloud.zones(11);
    List<LabelledZone> again = cloud.zones(11);
    int fewer = 0;
    for (int i = 0; i < all.size(); i++) {
      List<String> margin = points(some.get(i).zone().margin);
      assertThat(points(all.get(i).zone().margin)).containsAll(margin);
      assertThat(points(again.get(i).zone().margin)).isEqualTo(margin);
      assertThat(points(some.get(i).zone())).isEqualTo(points(all.get(i).zone()));
      fewer += margin.size() < points(all.get(i).zone().margin).size() ? 1 : 0;
    }
    assertThat(fewer).isBetween(1, all.size() / 2);
  }
}
