package dev.catenary.grants.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuardTest {
  @Test
  void networkHoldsItsAddressesAndNoOthers() {
    SourceNetwork net = SourceNetwork.parse("203.0.112.0/22").orElseThrow();
    assertThat(net.contains(InetAddress.ofLiteral("203.0.115.255"))).isTrue();
    assertThat(net.contains(InetAddress.ofLiteral("203.0.116.0"))).isFalse();
    assertThat(net.contains(InetAddress.ofLiteral("::1"))).isFalse();
    SourceNetwork six = SourceNetwork.parse("2001:db8::/33").orElseThrow();
    assertThat(six.contains(InetAddress.ofLiteral("2001:db8:7fff::1"))).isTrue();
    assertThat(six.contains(InetAddress.ofLiteral("2001:db8:8000::1"))).isFalse();
    assertThat(SourceNetwork.parse("10.0.0.0/33")).isEmpty();
    assertThat(SourceNetwork.parse("host.example/8")).isEmpty();
    assertThat(SourceNetwork.parse("10.0.0.0")).isEmpty();
  }

  @Test
  void callerOverItsRateWaitsAndOthersDoNot() {
    RateLimit limit = new RateLimit(3);
    for (int i = 0; i < 3; i++) {
      assertThat(limit.waitSeconds("a", 0)).isZero();
    }
    assertThat(limit.waitSeconds("a", 0)).isEqualTo(20);
    assertThat(limit.waitSeconds("b", 0)).isZero();
    assertThat(limit.waitSeconds("a", 20_000_000_000L)).isZero();
    assertThat(limit.waitSeconds("a", 20_000_000_000L)).isEqualTo(20);
  }

  @Test
  void requestIsNewOnceAndInTimeWithinTheWindow() {
    SeenRequests seen = new SeenRequests(Duration.ofMinutes(5));
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(seen.isInTime(now.plusSeconds(300), now)).isTrue();
    assertThat(seen.isInTime(now.plusSeconds(301), now)).isFalse();
    assertThat(seen.isInTime(now.minusSeconds(301), now)).isFalse();
    assertThat(seen.isFirst("a", "1", now)).isTrue();
    assertThat(seen.isFirst("b", "1", now)).isTrue();
    // Dated ahead by the window, a request is in time until twice the window has passed.
    assertThat(seen.isFirst("a", "1", now.plusSeconds(600))).isFalse();
    assertThat(seen.isFirst("a", "1", now.plusSeconds(601))).isTrue();
  }
}
