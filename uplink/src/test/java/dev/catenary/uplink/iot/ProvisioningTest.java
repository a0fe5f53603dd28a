package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto and a double of fleet provisioning behind it. */
class ProvisioningTest {
  @TempDir Path folder;
  private PrivateAuthority authority;
  private MosquittoProcess broker;
  private FleetDouble fleet;
  private IdentityFolder identities;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    authority = new PrivateAuthority(folder.resolve("ca"));
    broker = new MosquittoProcess(folder.resolve("broker"), authority);
    fleet =
        new FleetDouble(
            CloudBench.peer(broker, authority, "office", FleetDouble.CREATE, FleetDouble.PROVISION),
            authority);
    identities = new IdentityFolder(folder.resolve("identity"));
  }

  @AfterEach
  void end() {
    fleet.close();
    broker.close();
  }

  private Provisioning provisioning() throws IOException {
    return new Provisioning(
        broker.config("drone-1", authority),
        new Provisioning.Template("catenary", Map.of("SerialNumber", "sn-7")),
        identities,
        new Counters(),
        Duration.ofSeconds(20));
  }

  @Test
  void claimBringsACertificateOfItsOwnWhoseKeyWasMadeHere()
      throws IOException, InterruptedException {
    DeviceIdentity claim = authority.client("claim");
    DeviceIdentity own = provisioning().renew(claim);
    assertThat(own.commonName()).isEqualTo("drone-1");
    assertThat(own.key()).isNotEqualTo(claim.key());
    assertThat(fleet.serial).isEqualTo("sn-7");
    assertThat(identities.current()).isEqualTo(own);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identities.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void sessionOfADeviceThatIsNobodyYetBeginsByTheClaim() throws IOException, InterruptedException {
    authority.client("claim");
    Path claim = folder.resolve("claim.pem");
    Files.writeString(
        claim,
        Files.readString(authority.file("claim.pem"))
            + Files.readString(authority.file("claim.key")));
    Credentials credentials =
        new Credentials(identities, claim, provisioning(), Duration.ofDays(30));
    try (Bench bench =
            new Bench(
                folder.resolve("spool"),
                new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
                1_000);
        CloudBench vehicle =
            new CloudBench(bench, broker.config("drone-1", authority), credentials)) {
      vehicle.until(() -> vehicle.session.state().up());
      assertThat(identities.current().commonName()).isEqualTo("drone-1");
    }
  }

  @Test
  void certificateThatEndsSoonIsRenewedAndTheLineComesBack()
      throws IOException, InterruptedException {
    DeviceIdentity first = authority.client("drone-1");
    identities.stage(first);
    identities.promote();
    Credentials credentials =
        new Credentials(identities, null, provisioning(), Duration.ofDays(30));
    try (Bench bench =
            new Bench(
                folder.resolve("spool"),
                new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
                1_000);
        CloudBench vehicle =
            new CloudBench(bench, broker.config("drone-1", authority), credentials)) {
      vehicle.until(() -> fleet.registered == 1 && vehicle.session.state().up());
      assertThat(identities.current()).isNotEqualTo(first);
      assertThat(identities.folder().resolve(IdentityFolder.OLD)).exists();
      // The new one is good for a year: it is left alone.
      assertThat(fleet.registered).isEqualTo(1);
    }
  }

  @Test
  void certificateThatCannotBeReadAnyMoreLeavesTheLineAlone()
      throws IOException, InterruptedException {
    identities.stage(authority.client("drone-1"));
    identities.promote();
    Credentials credentials =
        new Credentials(identities, null, provisioning(), Duration.ofSeconds(1));
    try (Bench bench =
            new Bench(
                folder.resolve("spool"),
                new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
                1_000);
        CloudBench vehicle =
            new CloudBench(bench, broker.config("drone-1", authority), credentials)) {
      vehicle.until(() -> vehicle.session.state().up());
      vehicle.session.doWork();
      Files.writeString(identities.file(), "torn");
      vehicle.passedNanos = Duration.ofHours(2).toNanos();
      vehicle.session.doWork();
      assertThat(vehicle.session.state().up()).isTrue();
      assertThat(fleet.registered).isZero();
    }
  }

  @Test
  void certificateThatIsNotLetInIsDroppedAndTheOneInUseStays()
      throws IOException, InterruptedException {
    DeviceIdentity first = authority.client("drone-1");
    identities.stage(first);
    identities.promote();
    fleet.signsForOthers = true;
    Provisioning provisioning =
        new Provisioning(
            broker.config("drone-1", authority),
            new Provisioning.Template("catenary", Map.of("SerialNumber", "sn-7")),
            identities,
            new Counters(),
            Duration.ofSeconds(3));
    assertThatThrownBy(() -> provisioning.renew(first))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("prove the new certificate")
        .hasMessageContaining("cure");
    assertThat(identities.current()).isEqualTo(first);
    assertThat(identities.next()).isEmpty();
  }

  @Test
  void rejectedRegistrationSaysWhyAndChangesNothing() throws IOException, InterruptedException {
    fleet.rejects = true;
    DeviceIdentity claim = authority.client("claim");
    Provisioning provisioning = provisioning();
    assertThatThrownBy(() -> provisioning.renew(claim))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the hook denied the serial number");
    assertThat(identities.isSomebody()).isFalse();
  }

  @Test
  void thingOfAnotherNameIsRefused() throws IOException, InterruptedException {
    fleet.thing = "drone-2";
    DeviceIdentity claim = authority.client("claim");
    Provisioning provisioning = provisioning();
    assertThatThrownBy(() -> provisioning.renew(claim)).hasMessageContaining("drone-2");
    assertThat(identities.isSomebody()).isFalse();
  }
}
