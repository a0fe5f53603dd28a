package dev.catenary.device.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.catenary.device.update.trust.format.UrlText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Serves one step of a conformance case as the cases' own page says. */
final class ConformanceServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new ArrayList<>();
  private volatile Path folder = Path.of("");
  private volatile boolean isStatic;

  ConformanceServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves a folder from now on: a simulated repository, or files as they lie. */
  void serve(Path served, boolean asItLies) {
    folder = served;
    isStatic = asItLies;
    requests.clear();
  }

  /** Paths that were asked for since then. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  String url(String kind) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + kind + "/";
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath().substring(1);
      requests.add(path);
      Optional<Path> file = file(path);
      if (file.isEmpty() || !Files.isRegularFile(file.get())) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] bytes = Files.readAllBytes(file.get());
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private Optional<Path> file(String path) throws IOException {
    if (isStatic) {
      return Optional.of(folder.resolve(path));
    }
    String name = path.substring(path.indexOf('/') + 1);
    if (path.startsWith("metadata/")) {
      return name.matches("[0-9]+\\..*")
          ? Optional.of(folder.resolve("versions").resolve(name))
          : newest(name);
    }
    String target = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    String plain = target.replaceFirst("(^|/)[0-9a-f]{64,128}\\.([^/]+)$", "$1$2");
    return Optional.of(folder.resolve("targets").resolve(UrlText.part(plain)));
  }

  private Optional<Path> newest(String name) throws IOException {
    Optional<Path> newest = Optional.empty();
    int highest = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("versions"))) {
      for (Path file : files) {
        String version = file.getFileName().toString().replaceFirst("\\..*", "");
        if (file.getFileName().toString().equals(version + "." + name)
            && Integer.parseInt(version) > highest) {
          highest = Integer.parseInt(version);
          newest = Optional.of(file);
        }
      }
    }
    return newest;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
