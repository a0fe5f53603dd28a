package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Provisioning that is cut off at each step, and begun again by the next process: the certificate
 * that was registered is the one in use, and none is registered twice.
 */
class ProvisioningCutTest {
  @TempDir Path folder;
  private PrivateAuthority authority;
  private MosquittoProcess broker;
  private FleetDouble fleet;
  private DeviceIdentity claim;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    authority = new PrivateAuthority(folder.resolve("ca"));
    broker = MosquittoProcess.thatSavesAtItsEnd(folder.resolve("broker"), authority);
    fleet =
        new FleetDouble(
            CloudBench.peer(broker, authority, "office", FleetDouble.CREATE, FleetDouble.PROVISION),
            authority);
    claim = authority.client("claim");
  }

  @AfterEach
  void end() {
    fleet.close();
    broker.close();
  }

  private IdentityFolder identities() {
    return new IdentityFolder(folder.resolve("identity"));
  }

  /** As a process that has just begun would. */
  private DeviceIdentity renew(Duration patience) throws IOException, InterruptedException {
    return new Provisioning(
            broker.config("drone-1", authority),
            new Provisioning.Template("catenary", Map.of("SerialNumber", "sn-7")),
            identities(),
            new Counters(),
            patience)
        .renew(claim);
  }

  @ParameterizedTest
  @CsvSource({
    "QUESTION_FOR_CERTIFICATE,  1",
    "CERTIFICATE,               2",
    "QUESTION_FOR_REGISTRATION, 1",
    "REGISTRATION,              1",
  })
  void lineCutAtAStepLosesNoCertificateThatIsRegistered(FleetDouble.Cut cut, int created)
      throws IOException, InterruptedException {
    fleet.cutAt(cut);
    assertThatThrownBy(() -> renew(Duration.ofSeconds(4)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer");
    assertThat(identities().isSomebody()).isFalse();
    DeviceIdentity own = renew(Duration.ofSeconds(20));
    assertThat(identities().current()).isEqualTo(own);
    assertThat(own.commonName()).isEqualTo("drone-1");
    assertThat(fleet.created).isEqualTo(created);
    assertThat(fleet.registered).isEqualTo(1);
    assertThat(identities().pending()).isEmpty();
    assertThat(identities().token()).isEmpty();
  }

  @Test
  void powerCutBetweenTheTokenAndItsCertificateBeginsAnew()
      throws IOException, InterruptedException {
    identities().keepToken("token-of-before");
    DeviceIdentity own = renew(Duration.ofSeconds(20));
    assertThat(identities().current()).isEqualTo(own);
    assertThat(fleet.registered).isEqualTo(1);
    assertThat(identities().token()).isEmpty();
  }

  @Test
  void powerCutBeforeARegisteredCertificateIsUsedGoesOnWithIt()
      throws IOException, InterruptedException {
    DeviceIdentity registered = authority.client("drone-1");
    identities().stage(registered);
    assertThat(renew(Duration.ofSeconds(20))).isEqualTo(registered);
    assertThat(identities().current()).isEqualTo(registered);
    assertThat(fleet.created).isZero();
    assertThat(fleet.registered).isZero();
  }
}
