package dev.catenary.grants.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import dev.catenary.grants.guard.SourceNetwork;
import dev.catenary.grants.table.Utility;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Against a small double of STS that answers as the AWS STS API Reference, AssumeRole, shows. What
 * AWS makes of the policy is not seen here.
 */
class AssumedRolesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Utility EAST =
      new Utility(
          "east",
          "123456789012",
          "ap-southeast-2",
          "east-lidar",
          "survey",
          "arn:aws:iam::123456789012:role/uploads",
          null,
          SourceNetwork.parse("203.0.113.0/24").orElseThrow());

  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile String heldVehicle = "";
  private HttpServer server;
  private AssumedRoles roles;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Map<String, String> fields = new HashMap<>();
          for (String field : form.split("&")) {
            String[] pair = field.split("=", 2);
            fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
          }
          asked.add(fields);
          if (fields.get("RoleSessionName").equals(heldVehicle)) {
            hold();
          }
          String xml =
              "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                  + "<AssumeRoleResult><Credentials><AccessKeyId>ASIA"
                  + asked.size()
                  + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
                  + "<SessionToken>token</SessionToken><Expiration>"
                  + NOW.plusSeconds(Long.parseLong(fields.get("DurationSeconds")))
                  + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
          byte[] body = xml.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
    roles = roles(Duration.ofMinutes(5));
  }

  private AssumedRoles roles(Duration grantLife) {
    return new AssumedRoles(
        StsClient.builder()
            .region(Region.AP_SOUTHEAST_2)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build(),
        grantLife);
  }

  private void hold() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.close();
  }

  @Test
  void sessionIsNarrowedToTheVehiclesPrefixAndTheUtilitysNetwork() throws Exception {
    SessionKeys.Session session = roles.open(EAST, "drone-1", NOW);
    assertThat(session.keys()).isInstanceOf(AwsSessionCredentialsIdentity.class);
    assertThat(session.until()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(asked.getFirst())
        .containsEntry("Action", "AssumeRole")
        .containsEntry("RoleArn", EAST.role())
        .containsEntry("RoleSessionName", "drone-1")
        .containsEntry("DurationSeconds", "3600");
    String policy = asked.getFirst().get("Policy");
    var statements = (List<?>) JSONObjectUtils.parse(policy).get("Statement");
    assertThat(statements).hasSize(3);
    Map<?, ?> objects = (Map<?, ?>) statements.getFirst();
    assertThat(objects.get("Resource")).isEqualTo("arn:aws:s3:::east-lidar/survey/drone-1/*");
    assertThat(objects.get("Condition").toString()).contains("aws:SourceIp=203.0.113.0/24");
    assertThat(objects.get("Action").toString()).doesNotContain("*", "Delete");
  }

  @Test
  void sessionIsKeptWhileItOutlivesAGrantAndIsNoOtherVehicles() throws Exception {
    var first = roles.open(EAST, "drone-1", NOW);
    assertThat(roles.open(EAST, "drone-1", NOW.plusSeconds(3_299))).isEqualTo(first);
    assertThat(roles.open(EAST, "drone-2", NOW)).isNotEqualTo(first);
    roles.open(EAST, "drone-1", NOW.plusSeconds(3_300));
    assertThat(asked).hasSize(3);
  }

  @Test
  void sessionIsKeptForGrantsOfTheLongestLifeToo() throws Exception {
    AssumedRoles lasting = roles(Duration.ofSeconds(900));
    var first = lasting.open(EAST, "drone-1", NOW);
    assertThat(lasting.open(EAST, "drone-1", NOW.plusSeconds(1))).isEqualTo(first);
    assertThat(asked).hasSize(1);
  }

  @Test
  void grantsThatNoSessionOutlivesAreRefusedAtTheStart() {
    assertThatThrownBy(() -> roles(Duration.ofHours(1)))
        .hasMessageContainingAll("found", "expected", "cure: lower grant-life-seconds");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void vehicleWhoseSessionIsSlowHoldsUpNoOtherAndAsksOnce() throws Exception {
    heldVehicle = "slow";
    var slow = threads.submit(() -> roles.open(EAST, "slow", NOW));
    var again = threads.submit(() -> roles.open(EAST, "slow", NOW));
    Awaitility.await().until(() -> !asked.isEmpty());
    roles.open(EAST, "drone-2", NOW);
    assertThat(slow.isDone() || again.isDone()).isFalse();
    released.countDown();
    assertThat(slow.get()).isEqualTo(again.get());
    assertThat(asked).hasSize(2);
  }
}
