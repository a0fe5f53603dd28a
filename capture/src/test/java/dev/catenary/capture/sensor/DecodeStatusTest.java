package dev.catenary.capture.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DecodeStatusTest {
  @Property
  void everyStatusButTheGoodOnesCountsAsLoss(@ForAll DecodeStatus status) {
    boolean good = status == DecodeStatus.OK || status == DecodeStatus.ANCILLARY;
    assertThat(status.counter().isLoss()).isEqualTo(!good);
  }
}
