package dev.catenary.uplink.grant;

import com.google.protobuf.ByteString;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.transfer.RequestGrants;
import dev.catenary.uplink.transfer.StoreException;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Turns a request that S3's client would sign into a question to the grant service, and its answer
 * into the request that is sent: the granted URL, the granted headers and no other of S3's.
 */
final class GrantedRequests implements RequestGrants {
  private static final int KEYS_MAX = 256;
  private static final Set<String> BODY_HEADERS = Set.of("content-type", "content-md5");
  private static final String CHECKSUM = "x-amz-checksum-";
  private static final String META = "x-amz-meta-";

  private final GrantClient client;
  private final CaptureFacts chunks;

  /** Of what was sent last: a question about it comes after it. */
  private final Map<String, Instant> captured =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > KEYS_MAX;
        }
      };

  GrantedRequests(GrantClient client, CaptureFacts chunks) {
    this.client = client;
    this.chunks = chunks;
  }

  @Override
  public SdkHttpRequest grant(
      String key, SdkHttpRequest wanted, @Nullable Supplier<InputStream> body)
      throws StoreException {
    String action = action(wanted);
    CaptureFacts.Facts facts = facts(key, action, body);
    Map<String, List<String>> query = wanted.rawQueryParameters();
    long length = wanted.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(-1L);
    Granted granted =
        client.ask(
            new Wanted(
                action,
                wanted.method().name(),
                key,
                facts.capturedAt(),
                first(query, "uploadId"),
                number(first(query, "partNumber")),
                number(first(query, "part-number-marker")),
                body == null ? -1 : length,
                bodyHeaders(wanted),
                wanted
                    .firstMatchingHeader("If-Match")
                    .map(tag -> tag.replace("\"", ""))
                    .orElse(null),
                Base64.getEncoder().encodeToString(facts.manifest().toByteArray())));
    return request(wanted, granted);
  }

  /** Of S3's client's headers only those stay that S3 does not want under the signature. */
  private static SdkHttpRequest request(SdkHttpRequest wanted, Granted granted) {
    URI url = granted.url();
    var request = SdkHttpRequest.builder().method(wanted.method()).uri(url);
    for (String kept : List.of("User-Agent", "Content-Length")) {
      wanted.firstMatchingHeader(kept).ifPresent(value -> request.putHeader(kept, value));
    }
    granted.headers().forEach(request::putHeader);
    return request.build();
  }

  private static String action(SdkHttpRequest wanted) {
    Map<String, List<String>> query = wanted.rawQueryParameters();
    boolean ofUpload = query.containsKey("uploadId");
    return switch (wanted.method()) {
      case SdkHttpMethod.HEAD -> "find";
      case SdkHttpMethod.GET -> ofUpload ? "parts" : "read";
      case SdkHttpMethod.PUT -> ofUpload ? "part" : "put";
      case SdkHttpMethod.POST -> ofUpload ? "finish" : "begin";
      case SdkHttpMethod.DELETE -> "abandon";
      default -> throw new IllegalArgumentException("no such request: " + wanted.method());
    };
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }

  private static int number(@Nullable String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  private static Map<String, String> bodyHeaders(SdkHttpRequest wanted) {
    Map<String, String> headers = new TreeMap<>();
    wanted.forEachHeader(
        (name, values) -> {
          String plain = name.toLowerCase(Locale.ROOT);
          if (BODY_HEADERS.contains(plain)
              || plain.startsWith(CHECKSUM)
              || plain.startsWith(META)) {
            headers.put(plain, values.getFirst());
          }
        });
    return headers;
  }

  private CaptureFacts.Facts facts(String key, String action, @Nullable Supplier<InputStream> body)
      throws StoreException {
    try {
      CaptureFacts.Facts found = lookUp(key, action, body);
      synchronized (captured) {
        captured.put(key, found.capturedAt());
      }
      return found;
    } catch (IOException e) {
      throw new StoreException(
          Kind.RETRY, "found '" + e + "' at the facts of " + key + "; expected its manifest", e);
    }
  }

  private CaptureFacts.Facts lookUp(String key, String action, @Nullable Supplier<InputStream> body)
      throws IOException {
    if (action.equals("put") && body != null) {
      if (key.endsWith(".manifest")
          && ManifestFile.read(read(body).toByteArray())
              instanceof ManifestFile.Whole(ChunkManifest manifest, var chunk)) {
        return new CaptureFacts.Facts(CaptureTimes.of(manifest), read(body));
      }
      if (key.endsWith(".event")
          && ZoneEventFile.read(read(body).toByteArray()) instanceof ZoneEventFile.Whole whole) {
        return new CaptureFacts.Facts(CaptureTimes.of(whole.event()), read(body));
      }
    }
    var chunk = chunks.of(key);
    if (chunk.isPresent()) {
      boolean needed = List.of("put", "begin", "finish").contains(action);
      return new CaptureFacts.Facts(
          chunk.get().capturedAt(), needed ? chunk.get().manifest() : ByteString.EMPTY);
    }
    synchronized (captured) {
      Instant known = captured.get(key);
      return new CaptureFacts.Facts(known == null ? client.now() : known, ByteString.EMPTY);
    }
  }

  private static ByteString read(Supplier<InputStream> body) throws IOException {
    try (InputStream in = body.get()) {
      return ByteString.readFrom(in);
    }
  }
}
