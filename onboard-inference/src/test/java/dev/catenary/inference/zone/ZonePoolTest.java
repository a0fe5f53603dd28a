package dev.catenary.inference.zone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ZonePoolTest {
  private static final long FIRST_BYTES = (long) ZonePool.FIRST_POINTS * Zone.BYTES_PER_POINT;
  private static final ZoneId ID = new ZoneId("EPSG:28992", 32, 1, 2);

  @Test
  void budgetCountsZonesThatAreLent() {
    ZonePool pool = new ZonePool(2 * FIRST_BYTES);
    assertThat(pool.tryTake(ID)).isNotNull();
    assertThat(pool.tryTake(ID)).isNotNull();
    assertThat(pool.tryTake(ID)).isNull();
  }

  @Test
  void growingTakesTheMemoryOfFreeZones() {
    ZonePool pool = new ZonePool(2 * FIRST_BYTES);
    Zone grows = requireNonNull(pool.tryTake(ID));
    Zone free = requireNonNull(pool.tryTake(ID));
    assertThat(pool.tryGrow(grows)).isFalse();
    pool.giveBack(free);
    assertThat(pool.tryGrow(grows)).isTrue();
    assertThat(grows.capacity()).isEqualTo(2 * ZonePool.FIRST_POINTS);
    assertThat(pool.bytes()).isEqualTo(2 * FIRST_BYTES);
  }

  @Test
  void zoneComesBackEmpty() {
    ZonePool pool = new ZonePool(FIRST_BYTES);
    Zone zone = requireNonNull(pool.tryTake(ID));
    zone.size = 9;
    zone.severity = 3;
    pool.giveBack(zone);
    Zone again = requireNonNull(pool.tryTake(ID));
    assertThat(again).isSameAs(zone);
    assertThat(again.size).isZero();
    assertThat(again.severity).isZero();
  }

  @Test
  void zoneThatGrowsKeepsItsPointsAndLeavesItsArraysToTheNext() {
    ZonePool pool = new ZonePool(100 * FIRST_BYTES);
    Zone large = requireNonNull(pool.tryTake(ID));
    assertThat(pool.tryGrow(large)).isTrue();
    pool.giveBack(large);
    Zone grows = requireNonNull(pool.tryTake(ID));
    fill(grows, ZonePool.FIRST_POINTS);
    long before = pool.bytes();
    assertThat(pool.tryGrow(grows)).isTrue();
    assertThat(pool.bytes()).isEqualTo(before);
    assertThat(grows.capacity()).isEqualTo(2 * ZonePool.FIRST_POINTS);
    assertThat(grows.size).isEqualTo(ZonePool.FIRST_POINTS);
    for (int i = 0; i < grows.size; i++) {
      assertThat(point(grows, i)).containsExactly((long) i, i + 1L, i + 2L, i + 3L, i % 7L, i % 5L);
    }
    Zone next = requireNonNull(pool.tryTake(ID));
    assertThat(next.capacity()).isEqualTo(ZonePool.FIRST_POINTS);
    assertThat(pool.bytes()).isEqualTo(before);
  }

  @Test
  void copyHasRoomForItsPointsOnlyAndLeavesAQuarterOfTheBudget() {
    ZonePool pool = new ZonePool(16 * FIRST_BYTES);
    Zone zone = requireNonNull(pool.tryTake(ID));
    assertThat(pool.tryGrow(zone) && pool.tryGrow(zone)).isTrue();
    fill(zone, 10);
    Zone copy = requireNonNull(pool.tryCopy(zone));
    assertThat(copy.capacity()).isEqualTo(ZonePool.FIRST_POINTS);
    assertThat(point(copy, 9)).isEqualTo(point(zone, 9));
    fill(zone, zone.capacity());
    assertThat(pool.tryCopy(zone)).isNotNull();
    assertThat(pool.tryCopy(zone)).isNull();
    assertThat(pool.bytes()).isEqualTo(9 * FIRST_BYTES);
  }

  @Test
  void memoryThatNobodyNeededForLongIsLetGo() {
    ZonePool pool = new ZonePool(1_000 * FIRST_BYTES);
    List<Zone> many = Stream.generate(() -> requireNonNull(pool.tryTake(ID))).limit(600).toList();
    many.stream().limit(400).forEach(zone -> assertThat(pool.tryGrow(zone)).isTrue());
    many.forEach(pool::giveBack);
    for (int i = 0; i < 12_000; i++) {
      pool.giveBack(requireNonNull(pool.tryTake(ID)));
    }
    assertThat(pool.bytes()).isLessThan(3 * FIRST_BYTES);
  }

  @Property(tries = 100)
  void budgetHoldsAndZonesKeepWhatIsTheirs(@ForAll long seed) {
    Random random = new Random(seed);
    long budget = 40 * FIRST_BYTES;
    ZonePool pool = new ZonePool(budget);
    List<Zone> lent = new ArrayList<>();
    for (int step = 0; step < 800; step++) {
      Zone some = lent.isEmpty() ? null : lent.get(random.nextInt(lent.size()));
      switch (random.nextInt(4)) {
        case 0 -> Optional.ofNullable(pool.tryTake(ID)).ifPresent(lent::add);
        case 1 -> {
          if (some != null && pool.tryGrow(some)) {
            some.size = some.capacity();
          }
        }
        case 2 -> {
          if (some != null) {
            Optional.ofNullable(pool.tryCopy(some)).ifPresent(lent::add);
          }
        }
        default -> {
          if (some != null && lent.remove(some)) {
            pool.giveBack(some);
          }
        }
      }
      assertThat(pool.bytes()).isLessThanOrEqualTo(budget);
      assertThat(lent.stream().mapToLong(Zone::capacityBytes).sum())
          .isLessThanOrEqualTo(pool.bytes());
      Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
      lent.forEach(zone -> assertThat(arrays.add(zone.xMillimetres)).isTrue());
    }
    lent.forEach(pool::giveBack);
    assertThat(pool.isLentBelow(1e-9)).isTrue();
  }

  private static void fill(Zone zone, int points) {
    zone.size = points;
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[i] = i;
      zone.yMillimetres[i] = i + 1;
      zone.zMillimetres[i] = i + 2;
      zone.gpsTimeNanos[i] = i + 3;
      zone.lasReturns[i] = (byte) (i % 7);
      zone.label[i] = (byte) (i % 5);
    }
  }

  private static List<Long> point(Zone zone, int i) {
    return List.of(
        (long) zone.xMillimetres[i],
        (long) zone.yMillimetres[i],
        (long) zone.zMillimetres[i],
        zone.gpsTimeNanos[i],
        (long) zone.lasReturns[i],
        (long) zone.label[i]);
  }
}
