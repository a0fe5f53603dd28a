package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.grants.identity.DeviceCertificates;
import dev.catenary.grants.identity.PemFiles;
import dev.catenary.grants.table.S3Table;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Recording;
import dev.catenary.uplink.transfer.S3ProxyProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The service in a process of its own, over mutual TLS, and a real S3 server for its grants. */
class GrantServiceTest {
  private static final String MAY = "2024-05-07T08:00:00Z";
  private static final String JULY = "2024-07-07T08:00:00Z";

  @TempDir static Path folder;
  private static Town town;
  private static GrantsProcess service;
  private static Asker drone;

  @BeforeAll
  static void start() throws Exception {
    town = new Town(folder);
    service = town.service("requests-per-minute = 1000");
    drone = vehicle(town.authority, "drone-1");
  }

  @AfterAll
  static void stop() {
    service.close();
    town.close();
  }

  @Test
  void recordingOfTheRawJournalIsAllowedUnderTheOwnPrefixAsItsManifestSays() throws Exception {
    Chunk chunk = Chunk.of("drone-1", "journal_r-1_1_7-9", MAY);
    byte[] manifest =
        ChunkManifest.parseFrom(chunk.manifest()).toBuilder()
            .setRecording(Recording.newBuilder().setRequestId("r-1"))
            .build()
            .toByteArray();
    Map<String, Object> request = chunk.put();
    request.put("facts", Base64.getEncoder().encodeToString(manifest));
    refused(drone.ask(request), 403, "facts");
    request.put("id", UUID.randomUUID().toString());
    request.put("key", "drone-1/m7/raw/journal_r-1_1_7-9.pcapng");
    assertThat(drone.ask(request).status()).isEqualTo(200);
    request.put("id", UUID.randomUUID().toString());
    request.put("facts", Base64.getEncoder().encodeToString(chunk.manifest()));
    refused(drone.ask(request), 403, "facts");
    request.put("id", UUID.randomUUID().toString());
    request.put("key", "drone-2/m7/raw/journal_r-1_1_7-9.pcapng");
    refused(drone.ask(request), 403, "other-vehicle");
  }

  @Test
  void ownPrefixIsAllowedAndTheGrantStoresTheChunk() throws Exception {
    Chunk chunk = Chunk.of("drone-1", "own", MAY);
    Asker.Said grant = drone.ask(chunk.put());
    assertThat(grant.status()).isEqualTo(200);
    assertThat(grant.send(chunk.bytes())).isEqualTo(200);
    assertThat(town.store.data().resolve("east/survey").resolve(chunk.key()))
        .hasBinaryContent(chunk.bytes());
    assertThat(service.log())
        .contains("granted vehicle:drone-1 from 127.0.0.1", "bucket east evidence MANIFEST")
        .doesNotContain("X-Amz-Signature");
  }

  @Test
  void anothersPrefixIsRefused() throws Exception {
    refused(drone.ask(Chunk.of("drone-2", "theirs", MAY).put()), 403, "other-vehicle");
  }

  @Test
  void keysThatClimbAreRefused() throws Exception {
    Map<String, Object> request = Chunk.of("drone-1", "climb", MAY).put();
    for (String key :
        new String[] {
          "drone-1/../drone-2/m7/x.laz", "drone-1/m7//x.laz", "/drone-1/m7/rank1/x.laz",
          "drone-1/m7/rank1/..%2fx.laz", "drone-1/m7/rank1/a..b", "x"
        }) {
      request.put("key", key);
      refused(drone.ask(request), 400, "request");
    }
  }

  @Test
  void oldChunkGoesToTheOldOwnerAndTheNewOneToTheNew() throws Exception {
    Chunk old = Chunk.of("drone-1", "before", "2024-05-31T23:59:59.999999999Z");
    Chunk fresh = Chunk.of("drone-1", "after", "2024-06-01T00:00:00Z");
    assertThat(drone.ask(old.put()).send(old.bytes())).isEqualTo(200);
    assertThat(drone.ask(fresh.put()).send(fresh.bytes())).isEqualTo(200);
    assertThat(town.objects("east")).contains("survey/" + old.key());
    assertThat(town.objects("west")).contains("survey/" + fresh.key());
  }

  @Test
  void chunkGivenAnotherTimeThanItsManifestSaysIsRefused() throws Exception {
    Map<String, Object> request = Chunk.of("drone-1", "moved", MAY).put();
    request.put("capturedAt", JULY);
    assertThat(refused(drone.ask(request), 403, "facts").reason())
        .contains(JULY, "2024-05-07T08:00:00Z");
  }

  @Test
  void chunkWithoutItsManifestOrWithAnothersIsRefused() throws Exception {
    Map<String, Object> request = Chunk.of("drone-1", "bare", MAY).put();
    request.remove("facts");
    refused(drone.ask(request), 403, "facts");
    request = Chunk.of("drone-1", "bare", MAY).put();
    byte[] another = Chunk.of("drone-1", "another", MAY).manifest();
    request.put("facts", Base64.getEncoder().encodeToString(another));
    refused(drone.ask(request), 403, "facts");
  }

  @Test
  void timeWithoutAnOwnerAndTimeToComeAreRefused() throws Exception {
    refused(drone.ask(Chunk.of("drone-1", "1970", "1970-01-01T00:00:07Z").put()), 403, "no-owner");
    String tomorrow = Instant.now().plusSeconds(86_400).toString();
    refused(drone.ask(Chunk.of("drone-1", "later", tomorrow).put()), 403, "no-owner");
  }

  @Test
  void anotherNetworkIsRefused() throws Exception {
    Asker far = vehicle(town.authority, "drone-4");
    assertThat(refused(far.ask(Chunk.of("drone-4", "n", MAY).put()), 403, "network").reason())
        .contains("127.0.0.1", "10.9.0.0/16");
  }

  @Test
  void requestSentAgainIsRefused() throws Exception {
    Map<String, Object> request = Chunk.of("drone-1", "replayed", MAY).put();
    assertThat(drone.ask(request).status()).isEqualTo(200);
    refused(drone.ask(request), 409, "replayed");
  }

  @Test
  void requestOfAnotherTimeIsRefused() throws Exception {
    Map<String, Object> request = Chunk.of("drone-1", "late", MAY).put();
    request.put("time", Instant.now().minusSeconds(400).toString());
    refused(drone.ask(request), 403, "clock");
  }

  @Test
  void usedGrantStoresNothingMore() throws Exception {
    Chunk chunk = Chunk.of("drone-1", "once", MAY);
    Asker.Said grant = drone.ask(chunk.put());
    assertThat(grant.send(chunk.bytes())).isEqualTo(200);
    int before = town.objects("east").size();
    assertThat(grant.send(chunk.bytes())).isEqualTo(412);
    assertThat(town.objects("east")).hasSize(before);
  }

  @Test
  void alteredUseOfAGrantIsRefusedByTheStore() throws Exception {
    Chunk chunk = Chunk.of("drone-1", "altered", MAY);
    Asker.Said grant = drone.ask(chunk.put());
    byte[] other = chunk.bytes().clone();
    other[0] ^= 1;
    byte[] longer = (new String(chunk.bytes(), StandardCharsets.UTF_8) + "!").getBytes("UTF-8");
    Map<String, String> otherSum = new HashMap<>(grant.headers());
    otherSum.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(Chunk.sha256(other)));
    Map<String, String> bare = new HashMap<>(grant.headers());
    bare.remove("if-none-match");
    String url = grant.url();
    assertThat(grant.send(other)).as("body").isEqualTo(400);
    assertThat(grant.send(longer)).as("length").isEqualTo(403);
    assertThat(Asker.send("PUT", url, otherSum, other)).as("checksum").isEqualTo(403);
    assertThat(Asker.send("PUT", url, bare, chunk.bytes())).as("condition").isEqualTo(403);
    assertThat(Asker.send("PUT", url.replace("altered", "b"), grant.headers(), chunk.bytes()))
        .as("key")
        .isEqualTo(403);
    assertThat(Asker.send("PUT", url.replace("/east/", "/west/"), grant.headers(), chunk.bytes()))
        .as("bucket")
        .isEqualTo(403);
    assertThat(Asker.send("GET", url, grant.headers(), new byte[0])).as("method").isEqualTo(403);
    assertThat(town.objects("east")).doesNotContain("survey/" + chunk.key());
    assertThat(grant.send(chunk.bytes())).as("as granted").isEqualTo(200);
  }

  @Test
  void headersOfNoBodyAreNotSigned() throws Exception {
    Map<String, Object> request = Chunk.of("drone-1", "acl", MAY).put();
    Map<Object, Object> headers = new HashMap<>((Map<?, ?>) request.get("headers"));
    headers.put("x-amz-acl", "public-read");
    request.put("headers", headers);
    assertThat(refused(drone.ask(request), 400, "request").reason()).contains("x-amz-acl");
  }

  @Test
  void certificateOfAnotherAuthorityEndsTheHandshakeAndIsWrittenDown() throws Exception {
    TestAuthority strangers = new TestAuthority(folder.resolve("strangers"));
    Asker stranger = vehicle(strangers, "drone-1");
    assertThatThrownBy(() -> stranger.ask(Chunk.of("drone-1", "s", MAY).put()))
        .isInstanceOfAny(SSLException.class, java.io.IOException.class);
    assertThat(service.log()).contains("refused certificate CN=drone-1", "reason certificate");
  }

  @Test
  void unknownVehicleIsRefused() throws Exception {
    Asker unknown = vehicle(town.authority, "drone-9");
    refused(unknown.ask(Chunk.of("drone-9", "u", MAY).put()), 403, "unknown-vehicle");
  }

  @Test
  void certificateThatIsRevokedWhileTheServiceRunsIsRefused() throws Exception {
    var identity = town.authority.issue("drone-3", "drone-3", false);
    Asker revoked = Asker.vehicle(service.url(), town.authority.certificate(), identity);
    assertThat(revoked.ask(Chunk.of("drone-3", "r", MAY).put()).status()).isEqualTo(200);
    String fingerprint =
        DeviceCertificates.fingerprint(PemFiles.certificates(identity.certificate()).getFirst());
    town.write("revoked.csv", "sha256,reason", fingerprint + ", stolen");
    assertThat(refused(revoked.ask(Chunk.of("drone-3", "r", MAY).put()), 403, "revoked").reason())
        .contains("stolen");
  }

  @Test
  void nobodyIsRefused() throws Exception {
    refused(person(null).ask(Chunk.of("drone-1", "x", MAY).find()), 401, "no-identity");
  }

  @Test
  void personReadsWhatTheirUtilityOwns() throws Exception {
    Chunk chunk = Chunk.of("drone-1", "read", MAY);
    assertThat(drone.ask(chunk.put()).send(chunk.bytes())).isEqualTo(200);
    Asker ann = person(town.tokens.signed(Tokens.claims()));
    Asker.Said grant = ann.ask(chunk.find());
    assertThat(grant.status()).isEqualTo(200);
    assertThat(grant.send(new byte[0])).isEqualTo(200);
    assertThat(ann.ask(chunk.request("read", chunk.key())).send(new byte[0])).isEqualTo(200);
  }

  @Test
  void personOfAnotherUtilityOrWithoutTheScopeIsRefused() throws Exception {
    Asker ann = person(town.tokens.signed(Tokens.claims()));
    refused(ann.ask(Chunk.of("drone-1", "x", JULY).find()), 403, "other-utility");
    refused(ann.ask(Chunk.of("drone-1", "x", MAY).put()), 403, "scope");
    Asker none = person(town.tokens.signed(Tokens.claims().claim("scope", "openid")));
    refused(none.ask(Chunk.of("drone-1", "x", MAY).find()), 403, "scope");
  }

  @Test
  void tokensThatAreNotTheIssuersForNowAndUsAreRefused() throws Exception {
    Tokens tokens = town.tokens;
    Date past = Date.from(Instant.now().minusSeconds(120));
    Date future = Date.from(Instant.now().plusSeconds(300));
    token(tokens.signed(Tokens.claims().issuer("https://evil.example")), "token-issuer");
    token(tokens.signed(Tokens.claims().audience("another")), "token-audience");
    token(tokens.signed(Tokens.claims().expirationTime(past)), "token-time");
    token(tokens.signed(Tokens.claims().expirationTime(null)), "token-time");
    token(tokens.signed(Tokens.claims().notBeforeTime(future)), "token-time");
    token(tokens.signed(Tokens.claims(), "key-2"), "token-key");
    token(tokens.signed(Tokens.claims(), null), "token-key");
    token(tokens.forged(Tokens.claims()), "token-signature");
    token(Tokens.unsigned(Tokens.claims()), "token-algorithm");
    token(tokens.confused(Tokens.claims()), "token-algorithm");
    token(tokens.signed(Tokens.claims().claim("utility", null)), "token-claims");
    token("not.a.token", "token-claims");
  }

  @Test
  void tableInTheStoreIsRead() throws Exception {
    town.store.makeBucket("tables");
    Files.writeString(town.store.data().resolve("tables/revoked.csv"), "sha256,reason\n");
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(town.store.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        S3ProxyProcess.ACCESS_KEY, S3ProxyProcess.SECRET_KEY)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      assertThat(new S3Table(client, "tables", "revoked.csv").read()).isEqualTo("sha256,reason\n");
      assertThatThrownBy(() -> new S3Table(client, "tables", "none.csv").read())
          .isInstanceOf(java.io.IOException.class)
          .hasMessageContaining("s3://tables/none.csv");
    }
  }

  private static void token(String token, String word) throws Exception {
    refused(person(token).ask(Chunk.of("drone-1", "x", MAY).find()), 401, word);
  }

  private static Asker.Said refused(Asker.Said said, int status, String word) {
    assertThat(said.refused() + ": " + said.reason()).startsWith(word + ": found ");
    assertThat(said.reason()).contains("expected", "cure");
    assertThat(said.status()).isEqualTo(status);
    return said;
  }

  private static Asker vehicle(TestAuthority authority, String name) throws Exception {
    Files.createDirectories(folder);
    return Asker.vehicle(
        service.url(), town.authority.certificate(), authority.issue(name, name, false));
  }

  private static Asker person(String token) throws Exception {
    return Asker.person(service.url(), town.authority.certificate(), token);
  }
}
