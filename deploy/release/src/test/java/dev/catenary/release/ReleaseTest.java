package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.fetch.Updater;
import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.attack.CounterFellException;
import dev.catenary.device.update.trust.attack.RollbackException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.attack.UnknownTargetException;
import dev.catenary.device.update.trust.attack.UnsignedMetadataException;
import dev.catenary.device.update.trust.attack.WrongVehicleException;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.release.key.KeyRing;
import dev.catenary.release.repository.Bundle;
import dev.catenary.release.repository.ReportLedger;
import dev.catenary.release.repository.RepositoryCheck;
import dev.catenary.release.repository.RolloutGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release from its keys to what a vehicle agrees to, and what goes wrong between. */
class ReleaseTest {
  private static final String ONE = "product/catenary-1.0.0";
  private static final String TWO = "product/catenary-1.1.0";

  @TempDir Path folder;

  private Workshop workshop;
  private Path image;

  @BeforeEach
  void begin() throws IOException {
    workshop = new Workshop(folder);
    image = workshop.begunImage().folder();
    workshop.begunDirector();
    workshop.add(ONE, "release one", 1, "1.0.0", "product1", "product2");
    workshop.stamp();
  }

  private static Vehicle vehicle(String thing, long counter) {
    return new Vehicle(thing, Workshop.HARDWARE, Map.of("product", counter));
  }

  private List<String> direct(String target, int percent, String... vehicles) throws IOException {
    return workshop
        .direction()
        .direct(
            List.of(vehicles), target, percent, workshop.keys("targets"), workshop.keys("online"));
  }

  @Test
  void vehicleInstallsWhatBothRepositoriesSay() throws IOException {
    direct(ONE, 100, "drone-7");
    var repositories = workshop.vehicle("drone-7");
    List<AgreedTarget> agreed = repositories.agreed(vehicle("drone-7", 0));
    assertThat(agreed).hasSize(1);
    Path file = repositories.download(agreed.getFirst(), folder.resolve("slot"));
    assertThat(file).hasContent("release one");
    assertThat(new RepositoryCheck(image).verify(Workshop.NOW)).containsExactly(ONE);
    assertThat(new RepositoryCheck(image).show()).anyMatch(line -> line.contains("counter 1"));
  }

  @Test
  void oneKeyOfThreeIsTooFew() throws IOException {
    workshop.add(TWO, "release two", 2, "1.1.0", "product1");
    workshop.stamp();
    assertThatThrownBy(() -> new RepositoryCheck(image).verify(Workshop.NOW))
        .isInstanceOf(UnsignedMetadataException.class);
    workshop.image(Workshop.NOW).sign("product", workshop.keys("product3"));
    workshop.stamp();
    assertThat(new RepositoryCheck(image).verify(Workshop.NOW)).contains(TWO);
  }

  @Test
  void keyOfTheModelsSignsNoProduct() throws IOException {
    workshop.add("models/int8", "a model", 1, "m1", "models");
    workshop.stamp();
    Updater client = workshop.client("c", image, Workshop.NOW);
    assertThat(client.find("models/int8").length()).isEqualTo(7);
    assertThatThrownBy(() -> client.find("product/int8"))
        .isInstanceOf(UnknownTargetException.class);
    workshop.add(TWO, "by the wrong hand", 9, "9", "models");
    workshop.stamp();
    assertThatThrownBy(() -> workshop.client("c", image, Workshop.NOW).find(TWO))
        .isInstanceOf(UnsignedMetadataException.class);
  }

  @Test
  void anotherVehiclesInstructionIsRefused() throws IOException {
    direct(ONE, 100, "drone-7");
    assertThatThrownBy(() -> workshop.vehicle("drone-7").agreed(vehicle("drone-8", 0)))
        .isInstanceOf(WrongVehicleException.class);
  }

  @Test
  void onlyARecallGoesBack() throws IOException {
    workshop.add(TWO, "release two", 2, "1.1.0", "product1", "product2");
    workshop.stamp();
    direct(TWO, 100, "drone-7");
    assertThat(workshop.vehicle("drone-7").agreed(vehicle("drone-7", 1))).hasSize(1);
    direct(ONE, 100, "drone-7");
    assertThatThrownBy(() -> workshop.vehicle("drone-7").agreed(vehicle("drone-7", 2)))
        .isInstanceOf(CounterFellException.class);
    List<SigningKey> signers = workshop.keys("product1", "product2");
    assertThatThrownBy(
            () -> workshop.image(Workshop.NOW).recall(ONE, "product/recalled", 1, signers))
        .hasMessageContaining("counter");
    workshop.image(Workshop.NOW).recall(ONE, "product/recalled", 3, signers);
    workshop.stamp();
    direct("product/recalled", 100, "drone-7");
    var repositories = workshop.vehicle("drone-7");
    AgreedTarget agreed = repositories.agreed(vehicle("drone-7", 2)).getFirst();
    assertThat(repositories.download(agreed, folder.resolve("slot"))).hasContent("release one");
  }

  @Test
  void tamperedTargetLeavesNoByte() throws IOException {
    try (Stream<Path> files = Files.walk(image.resolve("targets"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "release 0ne");
      }
    }
    Updater client = workshop.client("c", image, Workshop.NOW);
    Path slot = folder.resolve("slot");
    assertThatThrownBy(() -> client.download(client.find(ONE), slot))
        .isInstanceOf(TamperedTargetException.class);
    assertThat(slot).isEmptyDirectory();
  }

  @Test
  void stickHoldsFor90DaysAndOldOnesAreRefused() throws IOException {
    Path stick = folder.resolve("stick");
    Bundle.write(
        workshop.image(Workshop.NOW), stick, workshop.keys("online"), workshop.keys("online"));
    assertThat(workshop.client("v", stick, Workshop.NOW.plus(Duration.ofDays(89))).find(ONE))
        .isNotNull();
    workshop.add(TWO, "release two", 2, "1.1.0", "product1", "product2");
    workshop.stamp();
    assertThat(workshop.client("v", image, Workshop.NOW).find(TWO)).isNotNull();
    assertThatThrownBy(() -> workshop.client("v", stick, Workshop.NOW))
        .isInstanceOf(RollbackException.class);
  }

  @Test
  void bundleDoesNotOutliveItsRoot() {
    var late = workshop.image(Workshop.NOW.plus(Duration.ofDays(300)));
    assertThatThrownBy(
            () ->
                Bundle.write(
                    late,
                    folder.resolve("stick"),
                    workshop.keys("online"),
                    workshop.keys("online")))
        .hasMessageContaining("root that expires");
    assertThat(folder.resolve("stick")).doesNotExist();
  }

  @Test
  void stolenOnlineKeyIsRotatedOut() throws IOException {
    workshop.client("v", image, Workshop.NOW);
    workshop.make("online2");
    var repository = workshop.image(Workshop.NOW);
    var root = workshop.keys("root1", "root2");
    var fresh = workshop.ring.publicKeys(List.of("online2"));
    repository.rotate("timestamp", fresh, 1, root);
    repository.rotate("snapshot", fresh, 1, root);
    workshop.stamp();
    assertThatThrownBy(() -> workshop.client("v", image, Workshop.NOW))
        .isInstanceOf(UnsignedMetadataException.class);
    repository.stamp(workshop.keys("online2"), workshop.keys("online2"));
    assertThat(workshop.client("v", image, Workshop.NOW).root().header().version()).isEqualTo(3);
  }

  @Test
  void lostRootKeyIsReplacedByTheOtherTwo() throws IOException {
    workshop.make("root4");
    workshop
        .image(Workshop.NOW)
        .rotate(
            "root",
            workshop.ring.publicKeys(List.of("root1", "root2", "root4")),
            2,
            workshop.keys("root1", "root2"));
    assertThat(workshop.client("v", image, Workshop.NOW).root().header().version()).isEqualTo(2);
  }

  @Test
  void percentageTakesMoreOfTheSameVehicles() throws IOException {
    String[] fleet = new String[40];
    for (int i = 0; i < fleet.length; i++) {
      fleet[i] = "drone-" + i;
    }
    List<String> some = direct(ONE, 25, fleet);
    assertThat(some).hasSizeBetween(3, 20);
    assertThat(direct(ONE, 50, fleet)).containsAll(some);
  }

  @Test
  void rolloutStopsWhenVehiclesFallBack() throws IOException {
    Path reports = Files.createDirectories(folder.resolve("reports"));
    var gate = new RolloutGate(workshop.ring, new ReportLedger(folder.resolve("seen")), 5);
    for (String vehicle : List.of("drone-1", "drone-2")) {
      workshop.make(vehicle);
      report(reports, vehicle, workshop.key(vehicle));
      if (vehicle.equals("drone-1")) {
        assertThat(gate.check("1.1.0", reports).fellBack()).isEqualTo(1);
      }
    }
    assertThatThrownBy(() -> gate.check("1.1.0", reports))
        .hasMessageContaining("the rollout stops");
    assertThat(gate.check("1.0.0", reports).fellBack()).isZero();
  }

  /** A thief of the folder starts it again neither by forged and replayed reports nor by none. */
  @Test
  void forgedAndReplayedReportsDoNotUndoAFallback() throws IOException {
    Path reports = Files.createDirectories(folder.resolve("reports"));
    var gate = new RolloutGate(workshop.ring, new ReportLedger(folder.resolve("seen")), 5);
    for (String vehicle : List.of("drone-1", "drone-2")) {
      workshop.make(vehicle);
      Files.write(
          reports.resolve(vehicle + ".json"),
          report(vehicle, 1, VehicleReport.Outcome.GOOD).signed(workshop.key(vehicle)));
    }
    assertThat(gate.check("1.1.0", reports).good()).isEqualTo(2);
    byte[] old = Files.readAllBytes(reports.resolve("drone-1.json"));
    for (String vehicle : List.of("drone-1", "drone-2")) {
      Files.write(
          reports.resolve(vehicle + ".json"),
          report(vehicle, 2, VehicleReport.Outcome.FELL_BACK).signed(workshop.key(vehicle)));
    }
    assertThatThrownBy(() -> gate.check("1.1.0", reports)).hasMessageContaining("stops");
    Files.write(reports.resolve("drone-1.json"), old);
    Files.write(
        reports.resolve("drone-2.json"),
        report("drone-2", 3, VehicleReport.Outcome.GOOD).signed(workshop.key("drone-1")));
    assertThatThrownBy(() -> gate.check("1.1.0", reports)).hasMessageContaining("stops");
    Files.delete(reports.resolve("drone-1.json"));
    Files.delete(reports.resolve("drone-2.json"));
    assertThatThrownBy(() -> gate.check("1.1.0", reports)).hasMessageContaining("stops");
    Files.write(
        reports.resolve("drone-1.json"),
        report("drone-1", 4, VehicleReport.Outcome.GOOD).signed(workshop.key("drone-1")));
    assertThat(gate.check("1.1.0", reports)).isEqualTo(new RolloutGate.Ends(1, 1, 0));
  }

  private static void report(Path reports, String vehicle, SigningKey key) throws IOException {
    Files.write(
        reports.resolve(vehicle + ".json"),
        report(vehicle, 1, VehicleReport.Outcome.FELL_BACK).signed(key));
  }

  private static VehicleReport report(String vehicle, long number, VehicleReport.Outcome outcome) {
    return new VehicleReport(
        vehicle,
        number,
        Workshop.NOW,
        Workshop.HARDWARE,
        "1.0.0",
        1,
        "1.1.0",
        outcome,
        Optional.empty());
  }

  @Test
  void keyOpensWithItsPassphraseOnly() throws IOException {
    var made = workshop.ring.make("sealed");
    SigningKey key = workshop.ring.open("sealed");
    assertThat(key.publicKey().id()).isEqualTo(made.id());
    byte[] bytes = {1, 2, 3};
    assertThat(made.verifies(bytes, key.sign(bytes))).isTrue();
    var other = new KeyRing(folder.resolve("keys"), _ -> "guess".toCharArray());
    assertThatThrownBy(() -> other.open("sealed")).hasMessageContaining("passphrase");
  }
}
