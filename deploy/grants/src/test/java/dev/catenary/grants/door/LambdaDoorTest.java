package dev.catenary.grants.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.TestAuthority;
import dev.catenary.grants.desk.GrantDesk;
import dev.catenary.grants.desk.Reception;
import dev.catenary.grants.guard.RateLimit;
import dev.catenary.grants.guard.SeenRequests;
import dev.catenary.grants.identity.DeviceCertificates;
import dev.catenary.grants.identity.PemFiles;
import dev.catenary.grants.request.AuditLog;
import dev.catenary.grants.sign.LocalKeys;
import dev.catenary.grants.table.FileTable;
import dev.catenary.grants.table.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The handler with an event of the shape that API Gateway's guide documents. */
class LambdaDoorTest {
  @TempDir static Path folder;
  private static LambdaDoor door;
  private static TestAuthority authority;
  private static String certificate;

  @BeforeAll
  static void open() throws Exception {
    authority = new TestAuthority(folder.resolve("ca"));
    certificate = Files.readString(authority.issue("drone-1", "drone-1", false).certificate());
    Tables tables =
        new Tables(
            table("vehicles", "vehicle,utility,from,until", "drone-1,east,-,-"),
            table(
                "utilities",
                "utility,account,region,bucket,prefix,role,endpoint,network",
                "east,-,us-east-1,east,survey,-,https://store.example,127.0.0.0/8"),
            table("revoked", "sha256,reason"),
            Duration.ZERO,
            System::nanoTime);
    GrantDesk desk =
        new GrantDesk(
            tables,
            new LocalKeys(AwsCredentialsIdentity.create("key", "secret")),
            Duration.ofMinutes(5),
            new RateLimit(1_000),
            new SeenRequests(Duration.ofMinutes(5)),
            System::nanoTime);
    door =
        new LambdaDoor(
            new Reception(
                new DeviceCertificates(PemFiles.certificates(authority.certificate())),
                null,
                desk,
                new AuditLog(),
                InstantSource.system()));
  }

  private static FileTable table(String name, String... lines) throws IOException {
    return new FileTable(
        Files.writeString(folder.resolve(name + ".csv"), String.join("\n", lines)));
  }

  @Test
  void vehicleIsGrantedByTheCertificateOfTheRequestsContext() throws Exception {
    Map<String, Object> answer = answer(event(certificate, find("drone-1"), false));
    assertThat(answer.get("statusCode")).isEqualTo(200L);
    assertThat(String.valueOf(answer.get("body")))
        .contains("https:\\/\\/store.example\\/east\\/survey\\/drone-1".replace("\\/", "/"));
  }

  @Test
  void bodyInBase64IsReadAsWell() throws Exception {
    String body = Base64.getEncoder().encodeToString(find("drone-1").getBytes("UTF-8"));
    assertThat(answer(event(certificate, body, true)).get("statusCode")).isEqualTo(200L);
  }

  @Test
  void certificateInAHeaderProvesNothing() throws Exception {
    Map<String, Object> event = event(certificate, find("drone-1"), false);
    context(event).remove("authentication");
    map(event, "headers").put("x-amzn-mtls-clientcert", certificate);
    Map<String, Object> answer = answer(event);
    assertThat(answer.get("statusCode")).isEqualTo(401L);
    assertThat(answer.get("body").toString()).contains("no-identity");
  }

  @Test
  void certificateOfAnotherAuthorityIsRefusedThoughAGatewayLetItIn() throws Exception {
    String strangers =
        Files.readString(
            new TestAuthority(folder.resolve("other"))
                .issue("drone-1", "drone-1", false)
                .certificate());
    Map<String, Object> answer = answer(event(strangers, find("drone-1"), false));
    assertThat(answer.get("statusCode")).isEqualTo(401L);
    assertThat(answer.get("body").toString()).contains("\"certificate\"");
  }

  @Test
  void serversCertificateIsNoVehicles() throws Exception {
    String servers = Files.readString(authority.issue("s", "drone-1", true).certificate());
    assertThat(answer(event(servers, find("drone-1"), false)).get("statusCode")).isEqualTo(401L);
  }

  @Test
  void anothersKeyIsRefusedAndTheReasonIsTheBody() throws Exception {
    Map<String, Object> answer = answer(event(certificate, find("drone-2"), false));
    assertThat(answer.get("statusCode")).isEqualTo(403L);
    assertThat(answer.get("body").toString()).contains("other-vehicle", "cure");
  }

  @Test
  void sourceIsTheGatewaysNotAHeaders() throws Exception {
    Map<String, Object> event = event(certificate, find("drone-1"), false);
    map(context(event), "http").put("sourceIp", "198.51.100.7");
    map(event, "headers").put("x-forwarded-for", "127.0.0.1");
    assertThat(answer(event).get("body").toString()).contains("network", "198.51.100.7");
  }

  @Test
  void otherPathAndOtherEventAreNoQuestions() throws Exception {
    Map<String, Object> event = event(certificate, find("drone-1"), false);
    map(context(event), "http").put("path", "/v1/other");
    assertThat(answer(event).get("statusCode")).isEqualTo(405L);
    assertThatThrownBy(() -> handle("no event")).hasMessageContaining("payloadFormatVersion");
  }

  private static String find(String vehicle) {
    return JSONObjectUtils.toJSONString(
        Map.of(
            "id",
            UUID.randomUUID().toString(),
            "time",
            Instant.now().toString(),
            "action",
            "find",
            "key",
            vehicle + "/m7/rank1/x.laz",
            "capturedAt",
            "2024-05-07T08:00:00Z"));
  }

  private static Map<String, Object> event(String pem, String body, boolean base64)
      throws Exception {
    try (var in = LambdaDoorTest.class.getResourceAsStream("/http-api-event.json")) {
      Map<String, Object> event =
          JSONObjectUtils.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      map(map(context(event), "authentication"), "clientCert").put("clientCertPem", pem);
      event.put("body", body);
      event.put("isBase64Encoded", base64);
      return event;
    }
  }

  private static Map<String, Object> context(Map<String, Object> event) {
    return map(event, "requestContext");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> in, String name) {
    return (Map<String, Object>) in.get(name);
  }

  private static Map<String, Object> answer(Map<String, Object> event) throws Exception {
    return JSONObjectUtils.parse(handle(JSONObjectUtils.toJSONString(event)));
  }

  private static String handle(String event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    door.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
    return out.toString(StandardCharsets.UTF_8);
  }
}
