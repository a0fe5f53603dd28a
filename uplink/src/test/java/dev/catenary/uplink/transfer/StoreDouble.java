package dev.catenary.uplink.transfer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.catenary.uplink.chunk.Checksums;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that answers as the Amazon S3 API Reference shows, with ETags that are no MD5 as a bucket
 * with SSE-KMS has them, until a rule answers in its place. It checks no signatures.
 */
final class StoreDouble implements AutoCloseable {
  /** Answer in the store's place; null for the store's own. */
  interface Rule {
    Said answer(Asked asked);
  }

  /** A request: {@code target} is path and query. */
  record Asked(String method, String target, Map<String, String> headers, String body) {
    boolean hasChecksum() {
      return headers.keySet().stream()
          .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-checksum-"));
    }
  }

  /** An answer. */
  record Said(int status, String type, String body, Map<String, String> headers) {
    static Said error(int status, String code) {
      return new Said(
          status, "application/xml", "<Error><Code>" + code + "</Code></Error>", Map.of());
    }

    static Said page(int status) {
      return new Said(
          status,
          "text/html",
          "<!DOCTYPE html><html><head><title>Airport Wi-Fi</title></head></html>",
          Map.of());
    }

    Said with(String name, String value) {
      return new Said(status, type, body, Map.of(name, value));
    }
  }

  private record Stored(byte[] bytes, String declared) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Stored> objects = new ConcurrentHashMap<>();
  private final Map<String, TreeMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
  private final Map<String, String> declared = new ConcurrentHashMap<>();
  private final AtomicInteger tags = new AtomicInteger();
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  volatile Rule rule = any -> null;

  StoreDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  S3Config config(S3Credentials credentials) {
    return new S3Config(
        endpoint(), "us-east-1", "bucket", "", true, credentials, Duration.ofSeconds(30));
  }

  int objects() {
    return objects.size();
  }

  long count(String method, String part) {
    return asked.stream()
        .filter(one -> one.method().equals(method) && one.target().contains(part))
        .count();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      Asked one =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              body.length < 1 << 16 ? new String(body, StandardCharsets.UTF_8) : "");
      asked.add(one);
      Said said = rule.answer(one);
      if (said == null) {
        own(exchange, one, body);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", said.type());
      said.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, said.status(), said.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private void own(HttpExchange exchange, Asked one, byte[] body) throws IOException {
    String key = URI.create(one.target()).getPath();
    String query = String.valueOf(URI.create(one.target()).getQuery());
    switch (one.method()) {
      case "HEAD", "GET" -> {
        if (query.contains("uploadId")) {
          list(exchange, query);
          return;
        }
        Stored stored = objects.get(key);
        if (stored == null) {
          send(exchange, 404, new byte[0]);
          return;
        }
        Headers out = exchange.getResponseHeaders();
        checksums(out, stored.bytes());
        out.set("x-amz-meta-catenary-sha256", stored.declared());
        if (one.method().equals("HEAD")) {
          out.set("Content-Length", "" + stored.bytes().length);
        }
        send(exchange, 200, stored.bytes());
      }
      case "PUT" -> put(exchange, one, key, query, body);
      case "POST" -> post(exchange, one, key, query);
      default -> send(exchange, 204, new byte[0]);
    }
  }

  private void put(HttpExchange exchange, Asked one, String key, String query, byte[] body)
      throws IOException {
    if (query.contains("partNumber=")) {
      int number = Integer.parseInt(query.replaceAll(".*partNumber=([0-9]+).*", "$1"));
      uploads.get(query.replaceAll(".*uploadId=([a-z0-9]+).*", "$1")).put(number, body);
    } else {
      objects.put(key, new Stored(body, one.headers().get("x-amz-meta-catenary-sha256")));
      checksums(exchange.getResponseHeaders(), body);
    }
    exchange.getResponseHeaders().set("ETag", "\"opaque-" + tags.incrementAndGet() + "\"");
    send(exchange, 200, new byte[0]);
  }

  private void post(HttpExchange exchange, Asked one, String key, String query) throws IOException {
    if (query.contains("uploadId=")) {
      String id = query.replaceAll(".*uploadId=([a-z0-9]+).*", "$1");
      if (!one.body().contains("ChecksumCRC32C")) {
        send(exchange, 400, "<Error><Code>InvalidRequest</Code></Error>".getBytes("UTF-8"));
        return;
      }
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (byte[] part : uploads.get(id).values()) {
        whole.write(part);
      }
      objects.put(key, new Stored(whole.toByteArray(), declared.get(id)));
      String crc = S3Checksums.base64(crc(whole.toByteArray()));
      xml(
          exchange,
          "CompleteMultipartUploadResult",
          "<ETag>\"opaque\"</ETag><ChecksumCRC32C>"
              + crc
              + "</ChecksumCRC32C><ChecksumType>FULL_OBJECT</ChecksumType>");
      return;
    }
    String id = "up" + (uploads.size() + 1);
    uploads.put(id, new TreeMap<>());
    declared.put(id, one.headers().get("x-amz-meta-catenary-sha256"));
    xml(exchange, "InitiateMultipartUploadResult", "<UploadId>" + id + "</UploadId>");
  }

  private void list(HttpExchange exchange, String query) throws IOException {
    StringBuilder parts = new StringBuilder("<IsTruncated>false</IsTruncated>");
    uploads
        .get(query.replaceAll(".*uploadId=([a-z0-9]+).*", "$1"))
        .forEach(
            (number, bytes) ->
                parts
                    .append("<Part><PartNumber>")
                    .append(number)
                    .append("</PartNumber><ETag>\"opaque\"</ETag><Size>")
                    .append(bytes.length)
                    .append("</Size><ChecksumCRC32C>")
                    .append(S3Checksums.base64(crc(bytes)))
                    .append("</ChecksumCRC32C></Part>"));
    xml(exchange, "ListPartsResult", parts.toString());
  }

  private static void xml(HttpExchange exchange, String root, String content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    String text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"
            + root
            + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + content
            + "</"
            + root
            + ">";
    send(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  private static int crc(byte[] bytes) {
    return Checksums.of(ByteBuffer.wrap(bytes)).crc32c();
  }

  private static void checksums(Headers out, byte[] bytes) {
    Checksums all = Checksums.of(ByteBuffer.wrap(bytes));
    out.set("ETag", "\"opaque\"");
    out.set("x-amz-checksum-sha256", S3Checksums.base64(all.sha256()));
    out.set("x-amz-checksum-type", "FULL_OBJECT");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
