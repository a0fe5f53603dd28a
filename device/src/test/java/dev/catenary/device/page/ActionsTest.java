package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.device.page.ServedPage.Signed;
import dev.catenary.device.page.Visitor.Answer;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.selftest.DeviceKey;
import dev.catenary.device.selftest.RecordSigner;
import dev.catenary.device.selftest.SignedRecord;
import dev.catenary.device.selftest.TestRecord;
import dev.catenary.device.selftest.TestStep;
import dev.catenary.device.service.ServiceActions;
import dev.catenary.proto.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Self-test, bundle and mission as the page asks for them, by the actions of the running service.
 */
final class ActionsTest {
  @TempDir private static Path folder;

  private static RealActions actions;
  private static ServedPage served;
  private static Signed technician;
  private static SignedRecord before;

  @BeforeAll
  static void serve() throws Exception {
    Path data = folder.resolve("data");
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    before =
        new RecordSigner(DeviceKey.in(ServiceActions.keys(data)))
            .sign(
                new TestRecord(
                    ServedPage.VEHICLE,
                    "test",
                    start,
                    start.plusSeconds(60),
                    "anna",
                    List.of(new TestStep("disk", true, new Problem("90 MiB/s", "40 MiB/s", "")))));
    before.keepIn(ServiceActions.selfTests(data));
    actions = new RealActions(Files.createDirectories(folder.resolve("logs")));
    served = new ServedPage(folder, actions);
    technician = served.signIn(Set.of(Scope.VIEW, Scope.OPERATE));
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
    actions.close();
  }

  private static Answer ask(String method, String path, String body) throws Exception {
    try (Visitor visitor = served.visitor()) {
      return visitor.say(served.request(technician, method, "/api/v1/" + path, body));
    }
  }

  private static Answer mission(String action, String label) throws Exception {
    return ask("POST", "mission", "{\"action\": \"" + action + "\", \"label\": \"" + label + "\"}");
  }

  @Test
  void lastSelfTestHasItsSignedRecord() throws Exception {
    Map<String, Object> test = JSONObjectUtils.parse(ask("GET", "self-test", "").body());
    Map<String, Object> last = JSONObjectUtils.getJSONObject(test, "last");
    assertThat(last)
        .containsEntry("passed", true)
        .containsEntry("at", "2026-03-01T12:01:00Z")
        .containsEntry("record", before.jws());
    assertThat(test).containsEntry("running", false).doesNotContainKey("record");
  }

  @Test
  void bundleIsAFileWithAName() throws Exception {
    Answer answer = ask("POST", "support-bundle", "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
    assertThat(answer.header("Content-Disposition"))
        .matches("attachment; filename=\"catenary-support-ute-7-\\d{8}T\\d{6}Z\\.zip\"");
    assertThat(answer.body()).startsWith("PK").contains("doctor.json").contains("contents.json");
  }

  @Test
  void labelThatThePageLetsThroughIsTakenAndALongerOneIsRefusedByItsOwnSentence() throws Exception {
    String longest = "x".repeat(64);
    Answer taken = mission("start", longest);
    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    assertThat(JSONObjectUtils.parse(taken.body())).containsEntry("label", longest);
    Answer refused = mission("start", longest + "x");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(JSONObjectUtils.parse(refused.body()))
        .containsEntry("error", "malformed")
        .containsEntry("cure", "shorten it")
        .hasEntrySatisfying(
            "found", found -> assertThat((String) found).startsWith("a label of 65 characters"));
    assertThat(mission("start", "a\\nb").status()).isEqualTo(400);
    assertThat(ask("POST", "mission", "{\"action\": \"start\", \"label\": 7}").status())
        .isEqualTo(400);
  }

  @Test
  void whereTheBoardsSwitchDecidesAPersonIsToldSo() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    try (RealActions own = new RealActions(other);
        ServedPage page = new ServedPage(other, own)) {
      own.actions().mission().leaveToSwitch();
      Signed by = page.signIn(Set.of(Scope.OPERATE));
      for (String action : List.of("start", "stop")) {
        try (Visitor visitor = page.visitor()) {
          Answer answer =
              visitor.say(
                  page.request(by, "POST", "/api/v1/mission", "{\"action\": \"" + action + "\"}"));
          assertThat(answer.status()).as(answer.body()).isEqualTo(409);
          assertThat(JSONObjectUtils.parse(answer.body()))
              .containsEntry("error", "board-switch")
              .containsEntry("found", "a mission switch on the board");
        }
      }
    }
  }
}
