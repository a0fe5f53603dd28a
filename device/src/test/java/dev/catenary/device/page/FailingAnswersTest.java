package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.page.ServedPage.Signed;
import dev.catenary.device.page.Visitor.Answer;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.support.SupportBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing answer is answered as a failure, and the connection serves the next request. */
final class FailingAnswersTest {
  @TempDir private Path folder;

  @Test
  void bodyNestedWithoutEndIsRefusedToSomebodyNotSignedIn() throws Exception {
    String deep = "{\"token\": " + "[".repeat(8_000) + "]".repeat(8_000) + "}";
    try (ServedPage served = new ServedPage(folder);
        Visitor visitor = served.visitor()) {
      Answer answer =
          visitor.say(
              served.request("POST", "/api/v1/session", deep, "Origin: https://" + served.host()));
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\": \"malformed\"");
      assertThat(visitor.say(served.request("GET", "/", "")).status()).isEqualTo(200);
    }
  }

  @Test
  void errorOfAnAnswerIsAnsweredAsAFailureOfTheVehicle() throws Exception {
    SupportBundle broken =
        new SupportBundle(
            "ute-7",
            List.of(
                new SupportBundle.Part(
                    "part.txt",
                    () -> {
                      throw new StackOverflowError("made by the test");
                    })));
    try (ServedPage served = new ServedPage(folder, new PageActions(null, broken, null));
        Visitor visitor = served.visitor()) {
      Signed technician = served.signIn(Set.of(Scope.OPERATE));
      Answer answer = visitor.say(served.request(technician, "POST", "/api/v1/support-bundle", ""));
      assertThat(answer.status()).as(answer.body()).isEqualTo(500);
      assertThat(visitor.say(served.request("GET", "/", "")).status()).isEqualTo(200);
    }
  }
}
