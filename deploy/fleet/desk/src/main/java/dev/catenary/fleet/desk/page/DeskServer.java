package dev.catenary.fleet.desk.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.catenary.fleet.desk.store.FindingStore;
import dev.catenary.fleet.desk.store.FindingStore.Box;
import dev.catenary.proto.message.FleetFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/**
 * The map page on the loopback interface: files, findings in a box, one finding, a file to take
 * away, and changes as server-sent events. There is no sign-in yet, so that it listens nowhere
 * else.
 */
public final class DeskServer implements AutoCloseable {
  private static final int FINDINGS_MAX = 20_000;
  private static final int EXPORT_MAX = 1_000_000;
  private static final int STREAMS_MAX = 64;
  private static final int STREAM_WAITING_MAX = 256;
  private static final long KEEP_ALIVE_SECONDS = 15;
  private static final Pattern FILE = Pattern.compile("(?:maplibre/)?[a-z-]+\\.(js|css|html|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "svg", "image/svg+xml");

  /** Nothing from elsewhere, nothing inline; MapLibre's worker is a file of its own. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src"
          + " 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final HttpServer server;
  private final FindingStore store;
  private final Set<String> hosts;
  private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();

  /**
   * @param port 0 for any
   */
  public DeskServer(FindingStore store, int port) throws IOException {
    this.store = store;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    int bound = server.getAddress().getPort();
    this.hosts = Set.of("127.0.0.1:" + bound, "localhost:" + bound);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where a browser on this machine finds it. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Tells all pages. */
  public void changed(List<FleetFinding> findings) {
    String message = "data: " + FindingJson.collection(findings) + "\n\n";
    for (BlockingQueue<String> stream : streams) {
      if (!stream.offer(message)) {
        // Too slow for single changes: it asks for all of them anew.
        stream.clear();
        stream.add("event: reload\ndata: {}\n\n");
      }
    }
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      String host = exchange.getRequestHeaders().getFirst("Host");
      if (host == null || !hosts.contains(host)) {
        send(exchange, 421, "text/plain", "found another host's name; expected this one's\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "found no GET\n");
      } else {
        route(exchange, exchange.getRequestURI().getPath());
      }
    } catch (IOException e) {
      Logger.debug("a browser went away: {}", e.getMessage());
    } catch (RuntimeException e) {
      Logger.error(e, "an answer was not given");
    }
  }

  private void route(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/api/findings")) {
      Box box = box(exchange.getRequestURI().getRawQuery());
      if (box == null) {
        send(exchange, 400, "text/plain", "found no bbox=west,south,east,north\n");
        return;
      }
      json(exchange, FindingJson.collection(store.within(box, FINDINGS_MAX)));
    } else if (path.equals("/api/findings.geojson")) {
      exchange
          .getResponseHeaders()
          .set("Content-Disposition", "attachment; filename=\"findings.geojson\"");
      json(exchange, FindingJson.collection(store.within(Box.ALL, EXPORT_MAX)));
    } else if (path.startsWith("/api/findings/")) {
      var finding = store.find(path.substring("/api/findings/".length()));
      if (finding.isPresent()) {
        json(exchange, FindingJson.feature(finding.get()));
      } else {
        send(exchange, 404, "text/plain", "found no such finding\n");
      }
    } else if (path.equals("/api/stream")) {
      stream(exchange);
    } else {
      file(exchange, path.equals("/") ? "index.html" : path.substring(1));
    }
  }

  private static @org.jspecify.annotations.Nullable Box box(
      @org.jspecify.annotations.Nullable String query) {
    if (query == null || query.isEmpty()) {
      return Box.ALL;
    }
    String[] parts = query.startsWith("bbox=") ? query.substring(5).split(",", -1) : new String[0];
    if (parts.length != 4) {
      return null;
    }
    try {
      return new Box(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (streams.size() >= STREAMS_MAX) {
      send(exchange, 503, "text/plain", "found " + STREAMS_MAX + " pages; expected fewer\n");
      return;
    }
    BlockingQueue<String> waiting = new ArrayBlockingQueue<>(STREAM_WAITING_MAX);
    streams.add(waiting);
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      body.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
      body.flush();
      while (true) {
        String message = waiting.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        body.write((message == null ? ": still\n\n" : message).getBytes(StandardCharsets.UTF_8));
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.remove(waiting);
    }
  }

  private static void file(HttpExchange exchange, String name) throws IOException {
    var match = FILE.matcher(name);
    try (InputStream stream = match.matches() ? DeskServer.class.getResourceAsStream(name) : null) {
      if (stream == null) {
        send(exchange, 404, "text/plain", "found no such page\n");
        return;
      }
      byte[] bytes = stream.readAllBytes();
      exchange
          .getResponseHeaders()
          .set("Content-Type", TYPES.getOrDefault(match.group(1), "text/plain"));
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    send(exchange, 200, "application/geo+json", text);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
