package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.uplink.transfer.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The newest signed report goes until it is taken, and is not sent again then. */
class SignedReportPublisherTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> sent = new ArrayList<>();
  private Delivery answer = new Delivery.Taken();
  private String newest = "one";
  private long nanos;

  private final SignedReportPublisher publisher =
      new SignedReportPublisher(
          () -> newest.getBytes(java.nio.charset.StandardCharsets.UTF_8),
          () -> nanos,
          new Backoff(10 * SECOND, 900 * SECOND, new Random(1)));

  private void steps(int seconds, boolean isUp) {
    for (int i = 0; i < 2 * seconds; i++) {
      nanos += SECOND / 2;
      publisher.step(
          isUp,
          bytes -> {
            sent.add(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(answer);
          });
    }
  }

  @Test
  void eachReportIsSentOnceWhenTheLineIsUp() {
    steps(5, false);
    assertThat(sent).isEmpty();
    steps(60, true);
    newest = "two";
    steps(60, true);
    assertThat(sent).containsExactly("one", "two");
  }

  @Test
  void lostOneIsSentAgainAndARefusedOneLater() {
    answer = new Delivery.Lost("cut");
    steps(5, true);
    assertThat(sent.size()).isBetween(2, 5);
    sent.clear();
    answer = new Delivery.Refused("not authorised");
    steps(60, true);
    assertThat(sent.size()).isBetween(1, 6);
    answer = new Delivery.Taken();
    steps(900, true);
    sent.clear();
    steps(900, true);
    assertThat(sent).isEmpty();
  }

  @Test
  void nothingIsSentWhereThereIsNoReport() {
    newest = "";
    steps(60, true);
    assertThat(sent).isEmpty();
  }
}
