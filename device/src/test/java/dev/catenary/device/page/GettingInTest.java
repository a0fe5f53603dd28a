package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.log.RecentLog;
import dev.catenary.device.page.ServedPage.Signed;
import dev.catenary.device.page.Visitor.Answer;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to get in where it must not; each is refused by its own word. */
class GettingInTest {
  @TempDir private static Path folder;

  private static ServedPage served;
  private static Signed viewer;
  private static Signed all;

  @BeforeAll
  static void serve() throws Exception {
    served = new ServedPage(folder);
    viewer = served.signIn(Set.of(Scope.VIEW));
    all = served.signIn(EnumSet.allOf(Scope.class));
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  private static Answer say(String request) throws Exception {
    try (Visitor visitor = served.visitor()) {
      return visitor.say(request);
    }
  }

  private static void assertRefused(Answer answer, int status, String word) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error\": \"" + word + "\"").contains("\"cure\":");
  }

  private static List<Route> guarded() {
    return new PageRoutes(served.parts).all();
  }

  @Test
  void everyEndpointWithoutASessionIsRefused() throws Exception {
    assertThat(guarded()).hasSizeGreaterThan(15);
    for (Route route : guarded()) {
      Answer answer =
          say(
              served.request(
                  route.method(),
                  "/api/v1/" + route.path(),
                  "",
                  "Origin: https://" + served.host()));
      assertThat(answer.status()).as("%s %s", route.method(), route.path()).isEqualTo(401);
      assertRefused(answer, 401, "no-session");
    }
  }

  @Test
  void everyEndpointIsRefusedToThoseWithoutItsScope() throws Exception {
    for (Route route : guarded()) {
      Set<Scope> others = EnumSet.allOf(Scope.class);
      others.remove(route.scope());
      assertThat(route.scope()).as("%s has a scope", route.path()).isNotNull();
      Signed other = route.scope() == Scope.VIEW ? notViewing() : viewer;
      Answer answer = say(served.request(other, route.method(), "/api/v1/" + route.path(), ""));
      assertThat(answer.status()).as("%s %s", route.method(), route.path()).isEqualTo(403);
      assertRefused(answer, 403, "scope");
    }
  }

  private static Signed operator;

  private static synchronized Signed notViewing() throws Exception {
    if (operator == null) {
      operator = served.signIn(Set.of(Scope.OPERATE));
    }
    return operator;
  }

  @Test
  void everyEndpointOfAViewerAnswers() throws Exception {
    List<String> answered = new ArrayList<>();
    for (Route route : guarded()) {
      boolean isSocket = route.path().equals("points");
      boolean isAbsent = Set.of("self-test", "update").contains(route.path());
      if (route.scope() == Scope.VIEW && !isSocket && !isAbsent) {
        Answer answer = say(served.request(viewer, "GET", "/api/v1/" + route.path(), ""));
        assertThat(answer.status()).as("%s: %s", route.path(), answer.body()).isEqualTo(200);
        assertThat(answer.body()).as(route.path()).startsWith("{");
        answered.add(route.path());
      }
    }
    assertThat(answered)
        .contains("status", "chart", "queue", "sensors", "gnss", "zones", "track", "findings");
  }

  @Test
  void whatThisVehicleDoesNotHaveSaysSo() throws Exception {
    assertRefused(say(served.request(all, "POST", "/api/v1/self-test", "")), 501, "not-here");
    assertRefused(say(served.request(all, "POST", "/api/v1/support-bundle", "")), 501, "not-here");
    assertRefused(
        say(served.request(all, "POST", "/api/v1/mission", "{\"action\": \"start\"}")),
        501,
        "not-here");
  }

  @Test
  void aChangeWithoutItsCsrfTokenIsRefused() throws Exception {
    Answer answer =
        say(
            served.request(
                "POST",
                "/api/v1/mission",
                "{}",
                "Cookie: " + all.cookie(),
                "Origin: https://" + served.host()));
    assertRefused(answer, 403, "csrf");
  }

  @Test
  void aCsrfTokenOfAnotherSessionIsRefused() throws Exception {
    Signed replayed = new Signed(all.cookie(), viewer.csrf(), all.answer());
    assertRefused(say(served.request(replayed, "POST", "/api/v1/mission", "{}")), 403, "csrf");
  }

  @Test
  void aChangeFromAnotherPageIsRefused() throws Exception {
    for (String origin :
        List.of(
            "Origin: https://evil.example",
            "Origin: http://" + served.host(),
            "Origin: null",
            "Origin: https://127.0.0.1",
            "X-No: origin")) {
      Answer answer =
          say(
              served.request(
                  "POST",
                  "/api/v1/mission",
                  "{}",
                  "Cookie: " + all.cookie(),
                  "X-Catenary-Csrf: " + all.csrf(),
                  origin));
      assertThat(answer.body()).as(origin).contains("\"error\": \"origin\"");
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @Test
  void readingFromAnotherPageIsRefused() throws Exception {
    assertRefused(
        say(
            served.request(
                "GET",
                "/api/v1/status",
                "",
                "Cookie: " + viewer.cookie(),
                "Origin: https://evil.example")),
        403,
        "origin");
    assertRefused(
        say(
            served.request(
                "GET",
                "/api/v1/status",
                "",
                "Cookie: " + viewer.cookie(),
                "Sec-Fetch-Site: cross-site")),
        403,
        "origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.2",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::1]",
        ""
      })
  void aNameThatWasMadeToLeadHereIsRefused(String host) throws Exception {
    for (String path : List.of("/", "/api/v1/session", "/api/v1/status")) {
      assertRefused(
          say(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: "
                  + host
                  + "\r\nCookie: "
                  + viewer.cookie()
                  + "\r\n\r\n"),
          403,
          "host");
    }
    assertRefused(say("GET / HTTP/1.1\r\n\r\n"), 403, "host");
  }

  @Test
  void ourOwnNamesAreTaken() throws Exception {
    assertThat(say("GET / HTTP/1.1\r\nHost: localhost:" + served.page.port() + "\r\n\r\n").status())
        .isEqualTo(200);
    assertThat(say("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../PageRoutes.class",
        "/%2e%2e/PageRoutes.class",
        "/..%2fPageRoutes.class",
        "/assets/../../PageRoutes.class",
        "//etc/passwd",
        "/\\..\\PageRoutes.class",
        "/./index.html",
        "/index.html/..",
        "/.hidden",
        "/index.html%00.js",
        "/TechnicianPage.class"
      })
  void aPathOutOfTheAssetsLeadsNowhere(String path) throws Exception {
    Answer answer = say(served.request("GET", path, ""));
    assertRefused(answer, 404, "not-found");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    String large = "{\"label\": \"" + "x".repeat(20_000) + "\"}";
    assertRefused(say(served.request(all, "POST", "/api/v1/mission", large)), 413, "too-large");
    assertRefused(
        say(
            "POST /api/v1/session HTTP/1.1\r\nHost: "
                + served.host()
                + "\r\nContent-Type: application/json\r\nContent-Length: 99000000\r\n\r\n"),
        413,
        "too-large");
  }

  @Test
  void aFormOfAnotherPageIsNoJson() throws Exception {
    String request =
        served
            .request(all, "POST", "/api/v1/mission", "action=start")
            .replace("application/json", "text/plain");
    assertRefused(say(request), 415, "type");
    assertRefused(
        say(served.request(all, "POST", "/api/v1/config/check", "[1]")), 400, "malformed");
  }

  @Test
  void aSessionThatWasSignedOutIsOver() throws Exception {
    Signed gone = served.signIn(Set.of(Scope.VIEW));
    assertThat(say(served.request(gone, "DELETE", "/api/v1/session", "")).status()).isEqualTo(204);
    assertRefused(say(served.request(gone, "GET", "/api/v1/status", "")), 401, "no-session");
  }

  @Test
  void theCookieIsForThisHostOverTlsAndForNoScript() {
    assertThat(viewer.answer().header("Set-Cookie"))
        .startsWith("__Host-catenary=")
        .contains("; Secure")
        .contains("; HttpOnly")
        .contains("; SameSite=Strict")
        .contains("; Path=/")
        .doesNotContain("Domain");
  }

  @Test
  void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
    for (String path : List.of("/", "/api/v1/session", "/api/v1/status", "/nowhere")) {
      Answer answer = say(served.request("GET", path, ""));
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).isIn("no-store", "no-cache");
      assertThat(answer.header("Server")).isEmpty();
    }
    assertThat(say(served.request("GET", "/api/v1/session", "")).header("Cache-Control"))
        .isEqualTo("no-store");
  }

  @Test
  void livePointsAreRefusedToOtherPagesAndToThoseNotSignedIn() throws Exception {
    String cookie = "Cookie: " + viewer.cookie();
    assertRefused(askForPoints(cookie, "Origin: https://evil.example"), 403, "origin");
    assertRefused(askForPoints(cookie), 403, "origin");
    assertRefused(askForPoints("Origin: https://" + served.host()), 401, "no-session");
  }

  private Answer askForPoints(String... more) throws Exception {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    headers.addAll(List.of(more));
    return say(served.request("GET", "/api/v1/points", "", headers.toArray(String[]::new)));
  }

  @Test
  void aRefusalIsLoggedWithoutTheToken() throws Exception {
    long before = RecentLog.after(0).stream().mapToLong(RecentLog.Line::number).max().orElse(0);
    // Of a page whose log no other test has filled.
    try (ServedPage fresh = new ServedPage(folder.resolve("fresh"));
        Visitor visitor = fresh.visitor()) {
      visitor.say(fresh.request("GET", "/api/v1/zones", "", "Cookie: __Host-catenary=madeup"));
    }
    assertThat(RecentLog.after(before))
        .anySatisfy(
            line ->
                assertThat(line.text())
                    .contains("/api/v1/zones")
                    .contains("no-session")
                    .doesNotContain("madeup"));
  }
}
