package dev.catenary.uplink.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StoreClockTest {
  private Instant host = Instant.EPOCH;
  private final StoreClock clock = new StoreClock(() -> host);

  @Test
  void differenceIsLearnedOnceAndForgottenWhenTheHostIsRight() {
    assertThat(clock.learn("Sat, 21 Nov 2026 12:00:00 GMT")).isTrue();
    assertThat(clock.storeTime().instant()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
    host = host.plusSeconds(30);
    assertThat(clock.learn("Sat, 21 Nov 2026 12:00:31 GMT")).isFalse();
    host = Instant.parse("2026-11-21T12:00:40Z");
    assertThat(clock.learn("Sat, 21 Nov 2026 12:00:35 GMT")).isTrue();
    assertThat(clock.ahead()).isEqualTo(Duration.ZERO);
  }

  @Test
  void fewSecondsAreNoDifference() {
    host = Instant.parse("2026-11-21T12:00:40Z");
    assertThat(clock.learn("Sat, 21 Nov 2026 12:00:00 GMT")).isFalse();
    assertThat(clock.ahead()).isZero();
  }

  @Property(tries = 200)
  void textThatIsNoDateTeachesNothing(@ForAll String text) {
    assertThat(clock.learn(text)).isFalse();
  }
}
