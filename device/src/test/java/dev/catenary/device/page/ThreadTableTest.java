package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.LiveLinks;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.page.access.GrantIssuer;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.device.store.Stores;
import dev.catenary.proto.counter.Counters;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of threads in ARCHITECTURE.md beside the threads of a machine that runs. */
final class ThreadTableTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\|");

  /** Threads of libraries, which the text below the table names. */
  private static final Pattern OF_LIBRARIES =
      Pattern.compile(
          "awaitility-thread|globalEventExecutor-.*|Cleaner-\\d+|Common-Cleaner|process reaper.*");

  @TempDir private Path folder;

  private static Map<String, String> rows() throws Exception {
    String text = Files.readString(Path.of("../ARCHITECTURE.md"));
    String table = text.substring(text.indexOf("## Threads"), text.indexOf("## Exactly once"));
    Map<String, String> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      rows.put(row.group(1), row.group(2).strip());
    }
    return rows;
  }

  private static Pattern name(String row) {
    return Pattern.compile(row.replace("NAME", ".+").replaceAll("\\bN\\b", "\\\\d+"));
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  @Test
  void eachThreadHasItsRowAndEachRowOfThisConfigurationItsThread() throws Exception {
    int lidar;
    int web;
    try (DatagramSocket udp = new DatagramSocket();
        ServerSocket tcp = new ServerSocket(0)) {
      lidar = udp.getLocalPort();
      web = tcp.getLocalPort();
    }
    GrantIssuer.makeKey(folder.resolve("fleet"));
    Path file = folder.resolve("catenary.yaml");
    Files.writeString(
        file,
        """
        position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
        sensors: [{name: mast, model: VLP-16, position-port: 0, link: {address: 127.0.0.1, port: %d}}]
        zones: {workers: 2}
        classification: {model: rules}
        upload: {store: directory}
        page: {port: %d, addresses: 127.0.0.1, read-only-without-sign-in: true}
        """
            .formatted(lidar, web));
    CatenaryConfig config = ConfigFile.read(file).require();
    Counters counters = new Counters();
    Set<Thread> before = threads();
    Set<String> names = new TreeSet<>();
    try (PageBeside beside = new PageBeside(config, file, "test");
        LiveLinks links = new LiveLinks(config.sensors(), config.position().links(), counters);
        Assembly machine =
            new Assembly(
                config,
                "test",
                Surroundings.of(
                        links.source(),
                        Feed.LIVE,
                        Stores.open(
                            config.upload(),
                            config.spoolDirectory(),
                            StoreKeys.of(config.iot(), config.upload().development(), counters)),
                        counters)
                    .seenBy(beside.after(event -> {}), beside.onlooker()))) {
      machine.start();
      links.start();
      beside.start(machine, PageActions.NONE);
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () -> {
                threads().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .forEach(names::add);
                return beside.page() != null;
              });
      try (Visitor visitor = new Visitor(web)) {
        visitor.say("GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1:" + web + "\r\n\r\n");
      }
      threads().stream()
          .filter(thread -> !before.contains(thread))
          .map(Thread::getName)
          .forEach(names::add);
      links.stop();
      machine.stopIntake();
    }
    Map<String, String> rows = rows();
    assertThat(rows).hasSizeGreaterThan(15);
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(
                        OF_LIBRARIES.matcher(name).matches()
                            || rows.keySet().stream()
                                .anyMatch(row -> name(row).matcher(name).matches()))
                    .as("a row for " + name)
                    .isTrue());
    rows.forEach(
        (row, runs) -> {
          boolean here =
              !row.equals("main")
                  && (runs.startsWith("always")
                      || runs.startsWith("the page")
                      || runs.startsWith("the raw journal")
                      || runs.startsWith("a store")
                      || runs.startsWith("a live feed")
                      || runs.startsWith("a UDP link"));
          if (here) {
            assertThat(names).as(row).anyMatch(name -> name(row).matcher(name).matches());
          }
        });
  }
}
