package dev.catenary.uplink.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stands before a real store and makes it a worse one: without checksum headers, with wrong ones,
 * or with failures. The store must check no signatures: they hold the host's name.
 */
final class StoreProxy implements AutoCloseable {
  /** Rule for one request before it reaches the store. */
  interface Rule {
    /** Null to pass it on. */
    Answer answer(String method, String path, Map<String, List<String>> headers);
  }

  /** An answer of the proxy's own; status 0 breaks the connection instead. */
  record Answer(int status, String code) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final URI store;
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile Rule rule = (method, path, headers) -> null;

  /** Bytes of the parts that have come this far. */
  final AtomicLong partBytes = new AtomicLong();

  /** Told of a request's path when the store has answered it, before the answer goes back. */
  volatile Consumer<String> afterAnswer = path -> {};

  volatile boolean hideChecksums;
  volatile boolean hideEtags;
  volatile String wrongSha256;
  volatile boolean damageNextPut;

  /** The method whose next answer gets lost on the way back, after the store has done its part. */
  volatile String loseAnswerTo;

  StoreProxy(URI store) throws IOException {
    this.store = store;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestURI().toString();
      requests.add(exchange.getRequestMethod() + " " + target);
      if (target.contains("partNumber")) {
        partBytes.addAndGet(body.length);
      }
      Answer own = rule.answer(exchange.getRequestMethod(), target, exchange.getRequestHeaders());
      if (own != null && own.status() == 0) {
        return;
      }
      if (own != null) {
        byte[] xml = ("<Error><Code>" + own.code() + "</Code></Error>").getBytes("UTF-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(own.status(), head ? -1 : xml.length);
        if (!head) {
          exchange.getResponseBody().write(xml);
        }
        return;
      }
      pass(exchange, target, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(HttpExchange exchange, String target, byte[] body) throws IOException {
    var there = (HttpURLConnection) store.resolve(target).toURL().openConnection();
    there.setRequestMethod(exchange.getRequestMethod());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> add(there, name, value)));
    if (damageNextPut && exchange.getRequestMethod().equals("PUT")) {
      damageNextPut = false;
      body[body.length / 2] ^= 1;
    }
    if (body.length > 0) {
      there.setDoOutput(true);
      there.setFixedLengthStreamingMode(body.length);
      there.getOutputStream().write(body);
    }
    int status = there.getResponseCode();
    afterAnswer.accept(target);
    for (var header : there.getHeaderFields().entrySet()) {
      String name = header.getKey() == null ? "" : header.getKey().toLowerCase(Locale.ROOT);
      boolean hidden =
          name.isEmpty()
              || name.equals("transfer-encoding")
              || name.equals("content-length")
              || (hideChecksums && name.startsWith("x-amz-checksum"));
      if (!hidden) {
        String value = header.getValue().getFirst();
        exchange
            .getResponseHeaders()
            .add(name, hideEtags && name.equals("etag") ? "\"opaque\"" : value);
      }
    }
    if (exchange.getRequestMethod().equals(loseAnswerTo) && target.contains("uploadId")) {
      loseAnswerTo = null;
      there.getInputStream().readAllBytes();
      return;
    }
    if (wrongSha256 != null && exchange.getRequestMethod().matches("PUT|HEAD")) {
      exchange.getResponseHeaders().set("x-amz-checksum-sha256", wrongSha256);
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", there.getHeaderField("Content-Length"));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    var stream = status >= 400 ? there.getErrorStream() : there.getInputStream();
    byte[] answer = stream == null ? new byte[0] : stream.readAllBytes();
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
  }

  private static void add(HttpURLConnection there, String name, String value) {
    if (!name.equalsIgnoreCase("Content-length") && !name.equalsIgnoreCase("Expect")) {
      there.addRequestProperty(name, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
