package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.grants.desk.CaptureFacts;
import dev.catenary.grants.desk.GrantDesk;
import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.Answer;
import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.ObjectKey;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.transfer.Payload;
import dev.catenary.uplink.transfer.S3Store;
import dev.catenary.uplink.transfer.StoreException;
import dev.catenary.uplink.transfer.StoredPart;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Requests of the vehicle's own S3 client, granted for AWS by the desk and received by a double of
 * S3 that refuses checksum headers when set to. AWS itself is not seen here.
 */
class ChecksumsAtAwsTest {
  private static final Chunk CHUNK = Chunk.of("drone-2", "c", "2024-05-07T08:00:00Z");
  private static final Chunk OTHER = Chunk.of("drone-2", "other", "2024-05-07T08:00:00Z");

  /** As the Amazon S3 API Reference, CreateMultipartUpload, shows. */
  private static final String BEGUN =
      "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>";

  /** As the Amazon S3 API Reference, CompleteMultipartUpload, shows. */
  private static final String FINISHED =
      "<CompleteMultipartUploadResult><ETag>&quot;e&quot;</ETag></CompleteMultipartUploadResult>";

  private final GrantDesk desk = TestDesk.open();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Map<String, String>> asked = new ArrayList<>();
  private final Checksums whole = Checksums.of(ByteBuffer.wrap(CHUNK.bytes()));
  private HttpServer server;
  private volatile boolean refusing;
  private S3Store store;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean checksums =
              exchange.getRequestHeaders().keySet().stream()
                  .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-checksum-"));
          exchange.getResponseHeaders().set("ETag", "\"e\"");
          boolean post = exchange.getRequestMethod().equals("POST");
          boolean begins = String.valueOf(exchange.getRequestURI().getQuery()).contains("uploads");
          String answer = begins ? BEGUN : FINISHED;
          byte[] body = (post ? answer : "").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(refusing && checksums ? 400 : 200, post ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    store = new S3Store("grants", this::grant, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
    server.stop(0);
  }

  @Test
  void whatTheVehicleSendsIsGranted() throws Exception {
    store.put(CHUNK.key(), Payload.of(ByteBuffer.wrap(CHUNK.bytes())));
    StoredPart part = new StoredPart(1, whole.bytes(), "e", whole.crc32c());
    String upload = store.begin(CHUNK.key(), whole);
    store.finish(CHUNK.key(), upload, List.of(part), whole);
    assertThat(answers).hasSize(3).allMatch(Answer.Grant.class::isInstance);
  }

  @Test
  void vehicleThatMetAStoreWithoutChecksumsShowsThemToAws() throws Exception {
    refusing = true;
    // A refusal without a word of checksums is believed when it comes a second time.
    store.find("drone-1/m7/rank1/x.laz");
    store.find("drone-1/m7/rank1/x.laz");
    refusing = false;
    store.put(CHUNK.key(), Payload.of(ByteBuffer.wrap(CHUNK.bytes())));
    store.put(OTHER.key(), Payload.of(ByteBuffer.wrap(OTHER.bytes())));
    assertThat(asked.getFirst()).containsKey("content-md5");
    // Refused, asked again with a checksum, and with one from then on.
    assertThat(asked).hasSize(3);
    assertThat(asked.subList(1, 3)).allMatch(sent -> sent.containsKey("x-amz-checksum-sha256"));
  }

  @Test
  void refusalByAwsIsNotHiddenByThatOfAGrantWithoutChecksums() {
    refusing = true;
    assertThatThrownBy(() -> store.put(CHUNK.key(), Payload.of(ByteBuffer.wrap(CHUNK.bytes()))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("found answer 400");
  }

  @Test
  void objectsThatAwsWouldNotCompareAreRefused() {
    Map<String, String> declared = Map.of(CaptureFacts.DECLARED, whole.sha256());
    Map<String, String> put = new HashMap<>(declared);
    put.put("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==");
    refused(decide(CHUNK.key(), Action.PUT, put), "x-amz-checksum-sha256");
    refused(decide(CHUNK.key(), Action.BEGIN, declared), "x-amz-checksum-algorithm");
    refused(decide(CHUNK.key(), Action.FINISH, Map.of()), "x-amz-checksum-crc32c");
  }

  private static void refused(Answer answer, String header) {
    assertThat(answer).isInstanceOf(Answer.Refusal.class);
    Answer.Refusal refusal = (Answer.Refusal) answer;
    assertThat(refusal.reason()).isEqualTo(Reason.REQUEST);
    assertThat(refusal.text()).contains("found " + header + " 'null'");
  }

  /** Asks the desk, as the vehicle does for each request, and sends it to the double. */
  private SdkHttpRequest grant(String key, SdkHttpRequest wanted, Supplier<InputStream> body)
      throws StoreException {
    Map<String, String> headers = new HashMap<>();
    wanted.forEachHeader(
        (name, values) -> {
          String plain = name.toLowerCase(Locale.ROOT);
          if (plain.matches("content-(type|md5)|x-amz-(checksum|meta)-.*")) {
            headers.put(plain, values.getFirst());
          }
        });
    if (wanted.method() != SdkHttpMethod.HEAD) {
      boolean ofUpload = wanted.rawQueryParameters().containsKey("uploadId");
      Action action =
          wanted.method() == SdkHttpMethod.PUT
              ? Action.PUT
              : ofUpload ? Action.FINISH : Action.BEGIN;
      Answer answer = decide(key, action, headers);
      answers.add(answer);
      asked.add(headers);
      if (answer instanceof Answer.Refusal(Reason reason, String text)) {
        throw new StoreException(StoreException.Kind.THIS_OBJECT, text, null);
      }
    }
    return wanted.toBuilder()
        .protocol("http")
        .host("127.0.0.1")
        .port(server.getAddress().getPort())
        .build();
  }

  private Answer decide(String key, Action action, Map<String, String> headers) {
    Chunk chunk = key.equals(OTHER.key()) ? OTHER : CHUNK;
    Checksums checksums = Checksums.of(ByteBuffer.wrap(chunk.bytes()));
    Instant now = Instant.now();
    try {
      return desk.decide(
          new Caller.Vehicle("drone-2", "0".repeat(64)),
          new GrantRequest(
              UUID.randomUUID().toString(),
              now,
              action,
              ObjectKey.parse(key),
              chunk.capturedAt(),
              action == Action.FINISH ? "u-1" : null,
              /* part= */ 0,
              /* marker= */ 0,
              action == Action.BEGIN ? -1 : chunk.bytes().length,
              headers,
              /* replaces= */ null,
              chunk.manifestBuilder().setCrc32C(checksums.crc32c()).build().toByteString()),
          now,
          InetAddress.getLoopbackAddress());
    } catch (RefusedException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
