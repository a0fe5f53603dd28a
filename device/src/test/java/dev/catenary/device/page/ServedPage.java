package dev.catenary.device.page;

import dev.catenary.capture.link.DatagramRing;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.health.HealthWatch;
import dev.catenary.device.health.Reading;
import dev.catenary.device.page.access.GrantIssuer;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.service.MachineProbe;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine with nothing to capture, and its page at a free port of the loopback address. */
final class ServedPage implements AutoCloseable {
  static final String VEHICLE = "ute-7";

  private static final Pattern CSRF = Pattern.compile("\"csrfToken\": \"([^\"]+)\"");

  final Path configFile;
  final TechnicianPage page;
  final PageParts parts;
  private final Path fleet;
  private final Assembly machine;

  /**
   * @param more keys of the page's configuration, each on a line of its own
   */
  ServedPage(Path folder, String... more) throws Exception {
    this(folder, PageActions.NONE, more);
  }

  ServedPage(Path folder, PageActions actions, String... more) throws Exception {
    this(folder, (_, _, _) -> actions, more);
  }

  /** The actions of a machine that stands. */
  @FunctionalInterface
  interface Actions {
    PageActions of(Path configFile, Assembly machine, Counters counters) throws Exception;
  }

  ServedPage(Path folder, Actions actions, String... more) throws Exception {
    Files.createDirectories(folder);
    fleet = folder.resolve("fleet");
    if (!Files.exists(fleet)) {
      GrantIssuer.makeKey(fleet);
    }
    String text =
        """
        vehicle: %s
        data-directory: data
        position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
        sensors: [{name: mast}]
        classification: {model: rules}
        page:
          addresses: 127.0.0.1
          grants: {keys: fleet/fleet-public-keys.json}
        """
            .formatted(VEHICLE);
    configFile = folder.resolve("catenary.yaml");
    Files.writeString(
        configFile,
        text + String.join("", java.util.Arrays.stream(more).map(m -> "  " + m + "\n").toList()));
    CatenaryConfig config = ConfigFile.read(configFile).require();
    Counters counters = new Counters();
    PageWatch watch =
        new PageWatch(
            config.page().viewerBitsPerSecond(),
            config.vehicle(),
            config.mission(),
            "test",
            InstantSource.system());
    machine =
        new Assembly(
            config,
            "test",
            Surroundings.of(new DatagramRing(1 << 20, counters), Feed.LIVE, null, counters)
                .seenBy(watch, watch));
    HealthWatch health = new HealthWatch(System.nanoTime());
    Reading reading =
        new MachineProbe(
                config,
                machine,
                new BoardBeside(config.board(), BoardBeside.Surroundings.REAL),
                counters)
            .read();
    watch.look(health.look(reading), reading);
    PageActions served = actions.of(configFile, machine, counters);
    parts = new PageParts(config, configFile, "test", machine, watch, served);
    page = TechnicianPage.open(parts, InstantSource.system());
  }

  String host() {
    return "127.0.0.1:" + page.port();
  }

  Visitor visitor() throws Exception {
    return new Visitor(page.port());
  }

  String grant(Set<Scope> scopes) throws IOException {
    return GrantIssuer.of(fleet.resolve("fleet-key.json"), "catenary-fleet")
        .grant(VEHICLE, "technician 7", scopes, Instant.now(), Duration.ofHours(1));
  }

  /** Signs in anew. */
  Signed signIn(Set<Scope> scopes) throws Exception {
    try (Visitor visitor = visitor()) {
      String body = "{\"token\": \"" + grant(scopes) + "\"}";
      Visitor.Answer answer =
          visitor.say(request("POST", "/api/v1/session", body, "Origin: https://" + host()));
      Matcher csrf = CSRF.matcher(answer.body());
      if (answer.status() != 200 || !csrf.find()) {
        throw new IllegalStateException("not signed in: " + answer);
      }
      return new Signed(answer.header("Set-Cookie").split(";")[0], csrf.group(1), answer);
    }
  }

  /**
   * Somebody signed in.
   *
   * @param cookie name and secret
   */
  record Signed(String cookie, String csrf, Visitor.Answer answer) {}

  /** A request with a body, or without where it is empty. */
  String request(String method, String path, String body, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    text.append("Host: ").append(host()).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      text.append("Content-Type: application/json\r\n");
    }
    text.append("Content-Length: ")
        .append(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    return text.append("\r\n\r\n").append(body).toString();
  }

  /** The same by somebody signed in, from the page. */
  String request(Signed by, String method, String path, String body) {
    return request(
        method,
        path,
        body,
        "Cookie: " + by.cookie(),
        "Origin: https://" + host(),
        "X-Catenary-Csrf: " + by.csrf());
  }

  @Override
  public void close() throws IOException {
    page.close();
    machine.close();
  }
}
