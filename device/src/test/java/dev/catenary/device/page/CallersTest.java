package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.catenary.device.log.RecentLog;
import dev.catenary.device.page.Visitor.Answer;
import dev.catenary.device.page.access.Scope;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that would shut the page to others, hold its threads or fill its log. */
class CallersTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root"), "testdata/cases/page-bad-inputs");

  @TempDir private Path folder;

  /** 64 connections that send a byte of a header each four seconds: others are let in. */
  @Test
  void slowCallersDoNotShutThePage() throws Exception {
    List<Visitor> slow = new ArrayList<>();
    try (ServedPage served = new ServedPage(folder)) {
      for (int i = 0; i < 64; i++) {
        Visitor visitor = served.visitor();
        visitor.send("G".getBytes(StandardCharsets.US_ASCII));
        slow.add(visitor);
      }
      for (int i = 0; i < 3; i++) {
        try (Visitor other = served.visitor()) {
          assertThat(other.say(served.request("GET", "/", "")).status()).isEqualTo(200);
        }
      }
    } finally {
      for (Visitor visitor : slow) {
        visitor.close();
      }
    }
  }

  @Test
  void aRequestThatIsNotWholeInTenSecondsIsCutOff() throws Exception {
    try (ServedPage served = new ServedPage(folder);
        Visitor slow = served.visitor()) {
      long start = System.nanoTime();
      assertThatIOException()
          .isThrownBy(
              () -> {
                String text = served.request("GET", "/", "");
                for (int i = 0; i < text.length(); i++) {
                  slow.send(text.substring(i, i + 1).getBytes(StandardCharsets.US_ASCII));
                  Thread.sleep(500);
                }
              });
      assertThat((System.nanoTime() - start) / 1e9).isBetween(9.0, 20.0);
    }
  }

  /**
   * Many requests are sent before an answer is read: where the system's buffers do not hold the
   * answers, the caller is cut off; where they do, all are there.
   */
  @Test
  void whoSendsTheNextRequestBeforeTheAnswerIsCutOffOrAnswered() throws Exception {
    int requests = 5_000;
    try (ServedPage served = new ServedPage(folder);
        Visitor greedy = served.visitor()) {
      byte[] many =
          served
              .request("GET", "/live.js", "")
              .repeat(requests)
              .getBytes(StandardCharsets.US_ASCII);
      int answers = 0;
      IOException end = null;
      try {
        greedy.send(many);
        for (; answers < requests; answers++) {
          greedy.read();
        }
      } catch (IOException e) {
        end = e;
      }
      if (answers < requests) {
        assertThat(end)
            .as("cut off by the page after %d answers, not given up by the caller", answers)
            .isNotNull()
            .isNotInstanceOf(SocketTimeoutException.class);
      }
      try (Visitor next = served.visitor()) {
        assertThat(next.say(served.request("GET", "/live.js", "")).status()).isIn(200, 429);
      }
    }
  }

  @Test
  void aDeepBodyOfAStrangerIsRefusedAtOnce() throws Exception {
    String deep = Files.readString(CASES.resolve("deep-json-body.txt"));
    try (ServedPage served = new ServedPage(folder);
        Visitor warm = served.visitor();
        Visitor visitor = served.visitor()) {
      String origin = "Origin: https://" + served.host();
      warm.say(served.request("POST", "/api/v1/session", "{}", origin));
      long start = System.nanoTime();
      Answer answer = visitor.say(served.request("POST", "/api/v1/session", deep, origin));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("within each other");
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(1.0);
    }
  }

  @Test
  void aBombOfAliasesIsAProblemOfTheText() throws Exception {
    String bomb = Files.readString(CASES.resolve("alias-bomb.yaml"));
    try (ServedPage served = new ServedPage(folder);
        Visitor visitor = served.visitor()) {
      var all = served.signIn(EnumSet.allOf(Scope.class));
      String body = dev.catenary.device.json.JsonText.of(java.util.Map.of("text", bomb));
      Answer answer = visitor.say(served.request(all, "POST", "/api/v1/config/check", body));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"problems\": [{")
          .doesNotContain("\"confirm\"")
          .doesNotContain("org.snakeyaml")
          .doesNotContain("Exception");
    }
  }

  /** Browsers that were told so let nobody past a certificate that they do not know. */
  @Test
  void aCertificateOfOurOwnIsNotMadeStrict() throws Exception {
    try (ServedPage served = new ServedPage(folder, "names: ute-7.local");
        Visitor byAddress = served.visitor();
        Visitor byName = served.visitor()) {
      assertThat(byAddress.say(served.request("GET", "/", "")).header("Strict-Transport-Security"))
          .isEmpty();
      Answer named = byName.say("GET / HTTP/1.1\r\nHost: ute-7.local\r\n\r\n");
      assertThat(named.status()).isEqualTo(200);
      assertThat(named.header("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void theCertificateIsHadWithItsFingerprint() throws Exception {
    try (ServedPage served = new ServedPage(folder);
        Visitor visitor = served.visitor()) {
      Answer file = visitor.say(served.request("GET", "/api/v1/certificate", ""));
      assertThat(file.body())
          .isEqualTo(Files.readString(folder.resolve("data/page/certificate.pem")));
      assertThat(file.header("Content-Disposition")).contains(".pem");
      PageIdentity identity =
          PageIdentity.of(
                  new dev.catenary.device.config.PageSettings(
                      8443,
                      List.of(),
                      List.of(),
                      folder.resolve("data/page/certificate.pem"),
                      folder.resolve("data/page/key.pem"),
                      false,
                      java.time.Duration.ofMinutes(1),
                      java.time.Duration.ofMinutes(1),
                      1,
                      1,
                      new dev.catenary.device.config.SignInSettings(null, null)))
              .orElseThrow();
      assertThat(visitor.say(served.request("GET", "/api/v1/session", "")).body())
          .contains("\"certificateSha256\": \"" + identity.sha256() + "\"");
      assertThat(identity.text()).contains(identity.sha256()).contains("8443");
    }
  }

  @Test
  void refusalsDoNotFillTheEventList() throws Exception {
    try (ServedPage served = new ServedPage(folder)) {
      long before = RecentLog.after(0).stream().mapToLong(RecentLog.Line::number).max().orElse(0);
      for (int i = 0; i < 60; i++) {
        try (Visitor visitor = served.visitor()) {
          Answer answer = visitor.say(served.request("GET", "/api/v1/zones", ""));
          assertThat(answer.status()).isEqualTo(401);
        }
      }
      assertThat(RecentLog.after(before)).hasSizeBetween(1, 20);
    }
  }

  @Test
  void aRestartSignsNobodyOut() throws Exception {
    ServedPage.Signed signed;
    try (ServedPage before = new ServedPage(folder)) {
      signed = before.signIn(EnumSet.of(Scope.VIEW, Scope.OPERATE));
    }
    String kept = Files.readString(folder.resolve("data/page/sessions.json"));
    assertThat(kept).contains("technician 7").doesNotContain(signed.cookie().split("=")[1]);
    try (ServedPage after = new ServedPage(folder);
        Visitor visitor = after.visitor()) {
      assertThat(visitor.say(after.request(signed, "GET", "/api/v1/status", "")).status())
          .isEqualTo(200);
      // The token against forged requests is the same one, so that an open page goes on.
      assertThat(visitor.say(after.request(signed, "POST", "/api/v1/self-test", "")).status())
          .isEqualTo(501);
    }
    Files.delete(folder.resolve("fleet/fleet-key.json"));
    Files.delete(folder.resolve("fleet/fleet-public-keys.json"));
    Files.delete(folder.resolve("fleet"));
    try (ServedPage withOtherKeys = new ServedPage(folder);
        Visitor visitor = withOtherKeys.visitor()) {
      assertThat(visitor.say(withOtherKeys.request(signed, "GET", "/api/v1/status", "")).status())
          .as("whoever let them in is trusted no more")
          .isEqualTo(401);
    }
  }

  @Test
  void livePointsComeByPlainRequestsToo() throws Exception {
    try (ServedPage served = new ServedPage(folder, "viewers: 2");
        Visitor visitor = served.visitor()) {
      var viewer = served.signIn(EnumSet.of(Scope.VIEW));
      String path = "/api/v1/points/poll?viewer=";
      Answer first = visitor.say(served.request(viewer, "GET", path + "0123456789abcdef", ""));
      assertThat(first.status()).as(first.body()).isEqualTo(200);
      assertThat(first.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(served.parts.watch().points().isWatched()).isTrue();
      // One place of the two is left to other addresses.
      assertThat(visitor.say(served.request(viewer, "GET", path + "ffffffffffffffff", "")).status())
          .isEqualTo(503);
      visitor.say(served.request(viewer, "GET", path + "0123456789abcdef&leave=1", ""));
      assertThat(served.parts.watch().points().isWatched()).isFalse();
      assertThat(visitor.say(served.request(viewer, "GET", path + "ffffffffffffffff", "")).status())
          .isEqualTo(200);
      assertThat(visitor.say(served.request(viewer, "GET", path + "x", "")).status())
          .isEqualTo(400);
    }
  }
}
