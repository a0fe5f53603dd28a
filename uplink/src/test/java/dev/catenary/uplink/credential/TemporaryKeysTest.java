package dev.catenary.uplink.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Against a local double that wants mutual TLS. */
class TemporaryKeysTest {
  @TempDir Path folder;
  private PrivateAuthority authority;
  private CredentialsDouble endpoint;
  private IdentityFolder identities;
  private final Counters counters = new Counters();
  private Instant hostClock = Instant.now();
  private long nanos = 17;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    authority = new PrivateAuthority(folder.resolve("ca"));
    endpoint = new CredentialsDouble(authority);
    identities = new IdentityFolder(folder.resolve("identity"));
    identities.stage(authority.client("drone-1"));
    identities.promote();
  }

  @AfterEach
  void end() {
    endpoint.close();
  }

  private TemporaryKeys keys(String thing) throws IOException {
    return new TemporaryKeys(
        new KeysEndpoint("localhost", endpoint.port(), "upload", thing, authority.trustPem()),
        identities,
        () -> hostClock,
        () -> nanos,
        counters);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    endpoint.clock = endpoint.clock.plus(time);
  }

  @Test
  void keysAreAskedForOnceAndAgainBeforeTheyEnd() throws IOException {
    TemporaryKeys keys = keys("drone-1");
    var first = (AwsSessionCredentials) keys.resolveCredentials();
    assertThat(first.accessKeyId()).isEqualTo("ASIA1");
    assertThat(first.sessionToken()).isEqualTo("token");
    pass(Duration.ofMinutes(54));
    assertThat(keys.resolveCredentials()).isSameAs(first);
    pass(Duration.ofMinutes(2));
    assertThat(keys.resolveCredentials().accessKeyId()).isEqualTo("ASIA2");
    assertThat(counters.get(DeviceCounter.CREDENTIALS_FETCHED)).isEqualTo(2);
  }

  @Test
  void hostClockThatIsYearsOffEndsNoKeysAndKeepsNoDeadOnes() throws IOException {
    hostClock = Instant.EPOCH;
    TemporaryKeys keys = keys("drone-1");
    assertThat(keys.resolveCredentials().accessKeyId()).isEqualTo("ASIA1");
    hostClock = Instant.parse("2099-01-01T00:00:00Z");
    assertThat(keys.resolveCredentials().accessKeyId()).isEqualTo("ASIA1");
    pass(Duration.ofHours(1));
    assertThat(keys.resolveCredentials().accessKeyId()).isEqualTo("ASIA2");
  }

  @Test
  void endpointThatIsAwayCostsNothingWhileTheKeysAreGood() throws IOException {
    TemporaryKeys keys = keys("drone-1");
    keys.resolveCredentials();
    endpoint.status = 503;
    pass(Duration.ofMinutes(57));
    assertThat(keys.resolveCredentials().accessKeyId()).isEqualTo("ASIA1");
    int asked = endpoint.asked;
    assertThat(keys.resolveCredentials().accessKeyId()).isEqualTo("ASIA1");
    assertThat(endpoint.asked).isEqualTo(asked);
    pass(Duration.ofMinutes(4));
    assertThatThrownBy(keys::resolveCredentials)
        .isInstanceOfSatisfying(KeysException.class, e -> assertThat(e.needsPerson()).isFalse());
    endpoint.status = 200;
    pass(Duration.ofSeconds(10));
    assertThat(keys.resolveCredentials().accessKeyId()).startsWith("ASIA");
  }

  @Test
  void pageInPlaceOfTheKeysIsNamedAndCostsNothingWhileTheKeysAreGood() throws IOException {
    TemporaryKeys keys = keys("drone-1");
    endpoint.page = "<!DOCTYPE html><html><head><title>Hotel Wi-Fi</title></head></html>";
    assertThatThrownBy(keys::resolveCredentials)
        .hasMessageContainingAll("an HTML page titled 'Hotel Wi-Fi'", "expected", "cure")
        .isInstanceOfSatisfying(KeysException.class, e -> assertThat(e.needsPerson()).isFalse());
    endpoint.page = null;
    pass(Duration.ofSeconds(10));
    AwsCredentials first = keys.resolveCredentials();
    assertThat(first.accessKeyId()).startsWith("ASIA");
    endpoint.page = "<html><body>Sign in</body></html>";
    pass(Duration.ofMinutes(57));
    assertThat(keys.resolveCredentials()).isEqualTo(first);
    pass(Duration.ofMinutes(4));
    assertThatThrownBy(keys::resolveCredentials).hasMessageContaining("an HTML page");
  }

  @Test
  void certificateOfAnotherThingIsRefusedWithTheCure() throws IOException {
    TemporaryKeys keys = keys("drone-2");
    assertThatThrownBy(keys::resolveCredentials)
        .hasMessageContaining("403")
        .hasMessageContaining("iot:AssumeRoleWithCertificate")
        .isInstanceOfSatisfying(KeysException.class, e -> assertThat(e.needsPerson()).isTrue());
  }

  @Test
  void strangerGetsNoAnswerAndItIsTriedAgain() throws IOException, InterruptedException {
    identities.stage(new PrivateAuthority(folder.resolve("other")).client("drone-1"));
    identities.promote();
    TemporaryKeys keys = keys("drone-1");
    assertThatThrownBy(keys::resolveCredentials).isInstanceOf(KeysException.class);
    assertThat(endpoint.asked).isZero();
  }

  @Test
  void longLivedKeysAreRefusedAndTemporaryOnesPass() {
    var user = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "s");
    var other = AwsBasicCredentials.create("bench", "s");
    var disguised = AwsSessionCredentials.create("AKIAIOSFODNN7EXAMPLE", "s", "t");
    var temporary = AwsSessionCredentials.create("ASIAIOSFODNN7EXAMPLE", "s", "t");
    for (var refused : new AwsBasicCredentials[] {user, other}) {
      var keys = new ShortLivedKeys(StaticCredentialsProvider.create(refused));
      assertThatThrownBy(keys::resolveCredentials)
          .isInstanceOf(KeysException.class)
          .hasMessageContaining("found the long-lived")
          .hasMessageContaining("expected")
          .hasMessageContaining("cure");
    }
    assertThatThrownBy(
            new ShortLivedKeys(StaticCredentialsProvider.create(disguised))::resolveCredentials)
        .isInstanceOf(KeysException.class);
    assertThat(
            new ShortLivedKeys(StaticCredentialsProvider.create(temporary))
                .resolveCredentials()
                .accessKeyId())
        .isEqualTo(temporary.accessKeyId());
  }
}
