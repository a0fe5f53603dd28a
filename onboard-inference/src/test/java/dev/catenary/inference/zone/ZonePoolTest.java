package dev.catenary.inference.zone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.junit.jupiter.api.Test;

final class ZonePoolTest {
  private static final long FIRST_BYTES = 16_384L * Zone.BYTES_PER_POINT;
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
    assertThat(grows.capacity()).isEqualTo(2 * 16_384);
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
}
