package dev.catenary.uplink.transfer;

import static dev.catenary.proto.counter.DeviceCounter.CHUNKS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.UPLOAD_FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.credential.RenewableKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Answers that S3, or what lies before it, gives where all is not well. */
class MisbehavingStoreTest {
  private static final int THREE_PARTS = 2 * Bench.PART_BYTES + 12_345;
  private static final S3Credentials KEYS = new S3Credentials.Static("key", "secret");
  private static final Path CASES = Path.of(System.getProperty("catenary.root"), "testdata/cases");

  @TempDir Path folder;
  private StoreDouble store;

  @BeforeEach
  void begin() throws IOException {
    store = new StoreDouble();
  }

  @AfterEach
  void end() {
    store.close();
  }

  private ObjectStore s3() {
    return new S3Store(store.config(KEYS), InstantSource.system());
  }

  private Bench bench(int bytes) throws IOException {
    return new Bench(folder.resolve("spool"), s3(), bytes);
  }

  /** Answers so to the first request of this kind, and well to all others. */
  private void once(Predicate<StoreDouble.Asked> to, StoreDouble.Said said) {
    AtomicInteger left = new AtomicInteger(1);
    store.rule = asked -> to.test(asked) && left.getAndDecrement() > 0 ? said : null;
  }

  /** Case s3-one-400-in-mid-upload: the answers of its answers.csv, which the double gives. */
  @ParameterizedTest
  @ValueSource(strings = {"ExpiredToken", "BadRequest", ""})
  void one400InMidUploadTurnsNoChecksumOff(String code) throws IOException {
    assertThat(CASES.resolve("s3-one-400-in-mid-upload/answers.csv"))
        .content()
        .contains("400 ExpiredToken");
    StoreDouble.Said refusal =
        code.isEmpty()
            ? new StoreDouble.Said(400, "text/plain", "", java.util.Map.of())
            : StoreDouble.Said.error(400, code);
    once(asked -> asked.target().contains("partNumber=2"), refusal);
    try (Bench bench = bench(THREE_PARTS)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.record(Zones.zone(2, 10, Rank.OTHER));
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(2);
    }
    assertThat(store.count("PUT", "partNumber=")).isEqualTo(7);
    for (StoreDouble.Asked asked : store.asked) {
      assertThat(asked.method()).isNotEqualTo(asked.target().contains("uploadId") ? "-" : "GET");
      if (asked.method().equals("PUT")) {
        assertThat(asked.hasChecksum()).as(asked.target()).isTrue();
      }
    }
  }

  @Test
  void storeThatRefusesChecksumsWithoutSayingSoIsFoundOutByMoreThanOneRequest() throws IOException {
    store.rule =
        asked ->
            asked.hasChecksum() && asked.method().equals("PUT")
                ? StoreDouble.Said.error(400, "InvalidArgument")
                : null;
    try (Bench bench = bench(1_000)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.record(Zones.zone(2, 10, Rank.OTHER));
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(2);
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
    }
    assertThat(
            store.asked.stream().filter(a -> a.method().equals("PUT") && a.hasChecksum()).count())
        .isEqualTo(2);
  }

  /** Case s3-complete-200-with-error, its body.xml, and the same of ServiceUnavailable. */
  @ParameterizedTest
  @ValueSource(strings = {"InternalError", "ServiceUnavailable", "SlowDown"})
  void errorInA200IsTriedAgainSoon(String code) throws IOException {
    String body =
        Files.readString(CASES.resolve("s3-complete-200-with-error/body.xml"))
            .replace("InternalError", code);
    once(
        asked -> asked.method().equals("POST") && asked.target().contains("uploadId="),
        new StoreDouble.Said(200, "application/xml", body, java.util.Map.of()));
    try (Bench bench = bench(THREE_PARTS)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.work(20);
      assertThat(bench.uploader.status().failure()).contains(code);
      assertThat(bench.uploader.status().needsPerson()).isFalse();
      bench.pass(Duration.ofSeconds(2));
      bench.work(20);
      assertThat(bench.spool.list()).isEmpty();
    }
    assertThat(store.count("PUT", "partNumber=")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, ?uploads",
    "PUT, partNumber=1",
    "POST, uploadId=",
    "HEAD, .laz",
    "GET, uploadId=",
  })
  void pageInTheStoresPlaceIsRefusedByName(String method, String part) throws IOException {
    once(
        asked -> asked.method().equals(method) && asked.target().contains(part),
        StoreDouble.Said.page(200));
    try (Bench bench = bench(THREE_PARTS)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      if (method.equals("GET")) {
        bench.work(4);
        bench.restart(s3());
      }
      bench.work(20);
      assertThat(bench.uploader.status().failure())
          .contains("expected S3's answer", "cure")
          // To HEAD there is no body to look at.
          .contains(method.equals("HEAD") ? "of type text/html" : "an HTML page");
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
    }
  }

  @Test
  void emptyAnswersAreRefused() throws IOException {
    StoreDouble.Said empty = new StoreDouble.Said(200, "text/plain", "", java.util.Map.of());
    for (String part : new String[] {"?uploads", "uploadId="}) {
      once(asked -> asked.method().equals("POST") && asked.target().contains(part), empty);
      try (Bench bench = new Bench(folder.resolve("of" + part.length()), s3(), THREE_PARTS)) {
        bench.record(Zones.zone(part.length(), 10, Rank.CONDUCTOR));
        bench.work(20);
        assertThat(bench.uploader.status().failure()).contains("with no body", "S3's answer");
        bench.drain();
        assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
      }
    }
  }

  @Test
  void objectThatIsRefusedWaitsAloneAndIsShown() throws IOException {
    try (Bench bench = bench(1_000)) {
      SealedChunk locked = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.record(Zones.zone(2, 10, Rank.OTHER));
      bench.record(Zones.zone(3, 10, Rank.OTHER));
      store.rule =
          asked ->
              asked.method().equals("PUT") && asked.target().contains(locked.id())
                  ? StoreDouble.Said.error(403, "AccessDenied")
                  : null;
      bench.work(40);
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(2);
      assertThat(bench.uploader.status().alone()).contains(locked.id(), "AccessDenied");
      store.rule = any -> null;
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(3);
      assertThat(bench.uploader.status().alone()).isNull();
    }
  }

  @Test
  void storeThatRefusesAllIsToldSo() throws IOException {
    store.rule =
        asked -> asked.method().equals("PUT") ? StoreDouble.Said.error(403, "AccessDenied") : null;
    try (Bench bench = bench(1_000)) {
      for (int i = 0; i < 6; i++) {
        bench.record(Zones.zone(i, 10, Rank.OTHER));
      }
      bench.work(60);
      assertThat(bench.uploader.status().failure())
          .contains("refused 3 objects and taken none since", "bucket, keys and rights");
      assertThat(bench.uploader.status().needsPerson()).isTrue();
      assertThat(store.count("PUT", "")).isEqualTo(3);
      store.rule = any -> null;
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(6);
    }
  }

  @Test
  void retryAfterIsKeptTo() throws IOException {
    once(any -> true, StoreDouble.Said.error(503, "SlowDown").with("Retry-After", "120"));
    try (Bench bench = bench(1_000)) {
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      bench.work(5);
      bench.pass(Duration.ofSeconds(119));
      assertThat(bench.work(5)).isZero();
      bench.pass(Duration.ofSeconds(2));
      bench.work(20);
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 308})
  void redirectionWithinTheStoresFamilyIsFollowed(int status) throws IOException {
    try (StoreDouble other = new StoreDouble()) {
      store.rule =
          asked ->
              new StoreDouble.Said(
                  status,
                  "application/xml",
                  "<Error><Code>TemporaryRedirect</Code></Error>",
                  java.util.Map.of("Location", other.endpoint() + asked.target()));
      try (Bench bench = bench(THREE_PARTS)) {
        bench.record(Zones.zone(1, 10, Rank.OTHER));
        bench.drain();
        assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
        assertThat(bench.count(UPLOAD_FAILURES)).isZero();
        assertThat(other.objects()).isEqualTo(2);
      }
    }
  }

  @Test
  void redirectionElsewhereIsSaidAndNotFollowed() throws IOException {
    store.rule =
        asked ->
            new StoreDouble.Said(307, "text/html", "", java.util.Map.of())
                .with("Location", "http://login.example/portal?token=secret");
    try (Bench bench = bench(1_000)) {
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      bench.work(5);
      assertThat(bench.uploader.status().failure())
          .contains("307", "http://login.example/portal")
          .doesNotContain("secret");
    }
  }

  @Test
  void redirectionsThatGoRoundEnd() throws IOException {
    store.rule =
        asked ->
            StoreDouble.Said.error(307, "TemporaryRedirect")
                .with("Location", store.endpoint() + asked.target());
    try (Bench bench = bench(1_000)) {
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      bench.work(1);
      bench.work(1);
      assertThat(store.asked).hasSizeLessThanOrEqualTo(1 + BucketAddress.HOPS_MAX);
      assertThat(bench.uploader.status().failure()).contains("307");
    }
  }

  @ParameterizedTest
  @CsvSource({"400, ExpiredToken", "403, InvalidAccessKeyId", "400, InvalidToken"})
  void refusedKeysAreFetchedAnewAtOnce(int status, String code) throws IOException {
    Lender lender = new Lender();
    store.rule =
        asked ->
            String.valueOf(asked.headers().get("Authorization")).contains("ASIA0")
                    && asked.method().equals("PUT")
                ? StoreDouble.Said.error(status, code)
                : null;
    try (Bench bench =
        new Bench(
            folder.resolve("spool"),
            new S3Store(store.config(new S3Credentials.Fetched(lender)), InstantSource.system()),
            1_000)) {
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      bench.work(20);
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
      assertThat(lender.number).isEqualTo(1);
    }
  }

  /** Gives other keys once these were refused. */
  private static final class Lender implements AwsCredentialsProvider, RenewableKeys {
    private int number;

    @Override
    public AwsCredentials resolveCredentials() {
      return AwsSessionCredentials.create("ASIA" + number, "secret", "token");
    }

    @Override
    public boolean renew() {
      number++;
      return true;
    }
  }
}
