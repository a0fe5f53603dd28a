package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.page.Visitor.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateTest {
  @TempDir private Path folder;

  @Test
  void whoTriesTokensIsMadeToWait() throws Exception {
    try (ServedPage served = new ServedPage(folder);
        Visitor visitor = served.visitor()) {
      String wrong =
          served.request(
              "POST", "/api/v1/session", "{\"token\": \"x\"}", "Origin: https://" + served.host());
      for (int i = 0; i < 5; i++) {
        assertThat(visitor.say(wrong).status()).isEqualTo(403);
      }
      Answer sixth = visitor.say(wrong);
      assertThat(sixth.status()).isEqualTo(429);
      assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 10);
    }
  }

  @Test
  void whoAsksWithoutEndIsMadeToWait() throws Exception {
    try (ServedPage served = new ServedPage(folder);
        Visitor visitor = served.visitor()) {
      String ask = served.request("GET", "/api/v1/status", "");
      int refused = 0;
      for (int i = 0; i < 3_000 && refused == 0; i++) {
        Answer answer = visitor.say(ask);
        refused += answer.status() == 429 ? 1 : 0;
      }
      assertThat(refused).isEqualTo(1);
    }
  }

  @Test
  void everybodyMayLookWhereThatIsConfiguredAndChangeNothing() throws Exception {
    try (ServedPage served = new ServedPage(folder, "read-only-without-sign-in: true");
        Visitor visitor = served.visitor()) {
      assertThat(visitor.say(served.request("GET", "/api/v1/status", "")).status()).isEqualTo(200);
      assertThat(visitor.say(served.request("GET", "/api/v1/config", "")).status()).isEqualTo(401);
      Answer change =
          visitor.say(
              served.request("POST", "/api/v1/self-test", "", "Origin: https://" + served.host()));
      assertThat(change.status()).isEqualTo(401);
    }
  }
}
