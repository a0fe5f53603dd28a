package dev.catenary.device.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.health.PpsReading;
import org.junit.jupiter.api.Test;

final class EdgePpsTest {
  private static final long SECOND = 1_000_000_000L;

  private long wallNanos = 1_700_000_000L * SECOND;
  private final EdgePps pps = new EdgePps(7, () -> wallNanos);

  @Test
  void latenessOfOurStampIsTheOffsetAndItsSpreadTheJitter() {
    for (long late : new long[] {80_000, 130_000, 95_000}) {
      wallNanos = (wallNanos / SECOND + 1) * SECOND + late;
      pps.rose();
    }
    PpsReading reading = pps.read(wallNanos + SECOND / 2);
    assertThat(reading.pulses()).isEqualTo(3);
    assertThat(reading.offsetNanos()).isEqualTo(95_000);
    assertThat(reading.jitterNanos()).isEqualTo(50_000);
    assertThat(reading.isAlive()).isTrue();
    assertThat(reading.text()).contains("pin 7").contains("jitter 50.000 µs");
    assertThat(pps.read(wallNanos + 4 * SECOND).isAlive()).isFalse();
  }
}
