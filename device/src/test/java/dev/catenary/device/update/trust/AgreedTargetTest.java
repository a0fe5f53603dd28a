package dev.catenary.device.update.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.catenary.device.update.trust.attack.CounterFellException;
import dev.catenary.device.update.trust.attack.ForgedReportException;
import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.RepositoriesDisagreeException;
import dev.catenary.device.update.trust.attack.WrongHardwareException;
import dev.catenary.device.update.trust.attack.WrongVehicleException;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TargetFile;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A director's instruction holds only where the image repository and the vehicle agree. */
class AgreedTargetTest {
  private static final String NAME = "product/catenary-1.4.0";
  private static final byte[] BYTES = "the release".getBytes(UTF_8);
  private static final Vehicle VEHICLE =
      new Vehicle("drone-7", "amd64-glibc2.28", Map.of("product", 12L));

  private static Instruction word(Optional<String> vehicle, String hardware, long counter) {
    return new Instruction(vehicle, hardware, counter, "1.4.0");
  }

  private static TargetFile target(byte[] bytes, Instruction instruction) throws Exception {
    TestRepository repository = new TestRepository();
    byte[] file =
        repository.targets(
            1, Map.of(NAME, TestRepository.target(bytes, Optional.of(instruction.json()))));
    return TargetsMetadata.read("targets", file).targets().get(NAME);
  }

  private static AgreedTarget agreed(Instruction director, Instruction image) throws Exception {
    return AgreedTarget.of(target(BYTES, director), target(BYTES, image), VEHICLE);
  }

  private static final Instruction DIRECTED = word(Optional.of("drone-7"), "amd64-glibc2.28", 13);
  private static final Instruction KNOWN = word(Optional.empty(), "amd64-glibc2.28", 13);

  @Test
  void whatBothSayIsAgreed() throws Exception {
    AgreedTarget agreed = agreed(DIRECTED, KNOWN);
    assertThat(agreed.file().length()).isEqualTo(BYTES.length);
    assertThat(agreed.instruction().counter()).isEqualTo(13);
  }

  @Test
  void instructionForAnotherVehicleIsRefused() throws Exception {
    WrongVehicleException attack =
        catchThrowableOfType(
            WrongVehicleException.class,
            () -> agreed(word(Optional.of("drone-8"), "amd64-glibc2.28", 13), KNOWN));
    assertThat(attack.vehicleFound()).isEqualTo("drone-8");
    assertThat(attack.vehicleExpected()).isEqualTo("drone-7");
    assertThatThrownBy(() -> agreed(KNOWN, KNOWN)).isInstanceOf(WrongVehicleException.class);
  }

  @Test
  void otherHardwareIsRefused() {
    assertThatThrownBy(
            () ->
                agreed(
                    word(Optional.of("drone-7"), "arm64-glibc2.31", 13),
                    word(Optional.empty(), "arm64-glibc2.31", 13)))
        .isInstanceOf(WrongHardwareException.class);
    assertThatThrownBy(() -> agreed(DIRECTED, word(Optional.empty(), "arm64-glibc2.31", 13)))
        .isInstanceOf(RepositoriesDisagreeException.class);
  }

  @Test
  void counterNeverFalls() throws Exception {
    CounterFellException attack =
        catchThrowableOfType(
            CounterFellException.class,
            () ->
                agreed(
                    word(Optional.of("drone-7"), "amd64-glibc2.28", 11),
                    word(Optional.empty(), "amd64-glibc2.28", 11)));
    assertThat(attack.counterFound()).isEqualTo(11);
    assertThat(attack.counterReached()).isEqualTo(12);
  }

  @Test
  void repositoriesThatDisagreeAreRefused() throws Exception {
    assertThatThrownBy(() -> agreed(DIRECTED, word(Optional.empty(), "amd64-glibc2.28", 14)))
        .isInstanceOfSatisfying(
            RepositoriesDisagreeException.class,
            attack -> assertThat(attack.field()).isEqualTo("counter"));
    TargetFile other = target("the releasf".getBytes(UTF_8), KNOWN);
    TargetFile longer = target("the release!".getBytes(UTF_8), KNOWN);
    assertThatThrownBy(() -> AgreedTarget.of(target(BYTES, DIRECTED), other, VEHICLE))
        .isInstanceOfSatisfying(
            RepositoriesDisagreeException.class,
            attack -> assertThat(attack.field()).isEqualTo("sha256"));
    assertThatThrownBy(() -> AgreedTarget.of(target(BYTES, DIRECTED), longer, VEHICLE))
        .isInstanceOfSatisfying(
            RepositoriesDisagreeException.class,
            attack -> assertThat(attack.field()).isEqualTo("length"));
  }

  @Test
  void reportIsTheVehiclesOwnOrRefused() throws Exception {
    SigningKey key = TestRepository.key();
    VehicleReport report =
        new VehicleReport(
            "drone-7",
            3,
            TestRepository.NOW,
            "amd64-glibc2.28",
            "1.4.0",
            13,
            "1.5.0",
            VehicleReport.Outcome.FELL_BACK,
            Optional.of("RollbackException"));
    byte[] bytes = report.signed(key);
    assertThat(VehicleReport.read(bytes, "drone-7", key.publicKey())).isEqualTo(report);
    assertThatThrownBy(() -> VehicleReport.read(bytes, "drone-8", key.publicKey()))
        .isInstanceOf(ForgedReportException.class);
    SigningKey other = TestRepository.key();
    assertThatThrownBy(() -> VehicleReport.read(bytes, "drone-7", other.publicKey()))
        .isInstanceOf(ForgedReportException.class);
    assertThatThrownBy(() -> VehicleReport.read(new byte[20_000], "drone-7", key.publicKey()))
        .isInstanceOf(MalformedMetadataException.class);
  }
}
