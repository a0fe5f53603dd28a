package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Delivery;
import dev.catenary.device.update.fetch.Delivery.Delivered;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TrustFolders;
import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.slot.Installed;
import dev.catenary.device.update.slot.Installer;
import dev.catenary.device.update.slot.Preflight;
import dev.catenary.device.update.slot.SlotPlaces;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.attack.WrongHardwareException;
import dev.catenary.release.repository.Bundle;
import dev.catenary.release.repository.SignedRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release from its folder over a stick or a server into the idle slot. */
class UpdateFromStickTest {
  private static final String THING = "drone-7";

  @TempDir Path folder;

  private Workshop workshop;
  private Path stick;
  private SlotPlaces places;
  private Inbox inbox;
  private long request;

  @BeforeEach
  void begin() throws IOException {
    workshop = new Workshop(folder.resolve("work"));
    workshop.begunImage();
    workshop.begunDirector();
    stick = folder.resolve("stick");
    places = new SlotPlaces(folder.resolve("slots"), folder.resolve("packaged"));
    inbox = new Inbox(folder.resolve("update/inbox"));
    Files.createDirectories(places.installer());
    Files.createDirectories(places.firstRoots());
    for (String repository : List.of("image", "director/template")) {
      Files.copy(
          workshop.folder.resolve(repository).resolve("metadata/1.root.json"),
          places.firstRoots().resolve(repository.replace("/template", "") + ".root.json"));
    }
    Files.writeString(places.packaged().resolve("shared.jar"), "the same in both".repeat(99));
    release(5, workshop.folder.resolve("release"), Workshop.HARDWARE);
  }

  private void release(long counter, Path tree, String hardware) throws IOException {
    Files.createDirectories(tree.resolve("lib"));
    Files.writeString(tree.resolve("java.options"), "-Xmx1g\n");
    Files.writeString(tree.resolve("lib/shared.jar"), "the same in both".repeat(99));
    Files.writeString(tree.resolve("lib/new.jar"), ("new " + counter + "\n").repeat(5_000));
    byte[] dense = new byte[3_000];
    new Random(counter).nextBytes(dense);
    Files.write(tree.resolve("java"), dense);
    assertThat(tree.resolve("java").toFile().setExecutable(true)).isTrue();
    String name = "product/catenary-" + counter;
    workshop
        .image(Workshop.NOW)
        .addRelease(
            tree,
            name,
            new Instruction(Optional.empty(), hardware, counter, "1." + counter + ".0"),
            workshop.keys("product1", "product2"));
    workshop.stamp();
    workshop
        .direction()
        .direct(List.of(THING), name, 100, workshop.keys("targets"), workshop.keys("online"));
    for (String repository : List.of("image", "director/" + THING)) {
      Bundle.write(
          new SignedRepository(workshop.folder.resolve(repository), Workshop.NOW),
          stick.resolve(repository),
          workshop.keys("online"),
          workshop.keys("online"));
    }
  }

  private Optional<Delivered> deliver(Sources from, long reached) throws IOException {
    return new Delivery(
            inbox,
            new TrustFolders(folder.resolve("update/trust"), places.firstRoots()),
            List.of(places.packaged(), places.slot("a"), places.slot("b")),
            ClientLimits.STANDARD,
            () -> Optional.of(Workshop.NOW),
            _ -> {},
            0)
        .fetch(
            from,
            new Vehicle(THING, Workshop.HARDWARE, Map.of("product", reached)),
            Delivery.Beside.NOTHING);
  }

  private Answer install(Preflight preflight) throws IOException {
    request++;
    Delivery.request(inbox, request);
    return new Installer(places, inbox, Workshop.HARDWARE, Optional::empty, preflight)
        .run(THING)
        .orElseThrow();
  }

  private static long files(Path below) throws IOException {
    if (!Files.exists(below)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void releaseOnAStickLiesInTheIdleSlot() throws Exception {
    Delivered delivered = deliver(Sources.of(stick, THING), 0).orElseThrow();
    assertThat(delivered.list().files()).hasSize(4);
    // Of four files one is here already; one goes compressed.
    assertThat(files(inbox.files())).isEqualTo(3);
    assertThat(delivered.fetchedBytes()).isLessThan(4_000);
    Answer answer = install((slot, there) -> assertThat(there).isDirectory());
    assertThat(answer.why()).isEmpty();
    assertThat(answer.result()).isEqualTo(Answer.Result.INSTALLED);
    Path slot = places.slot("a");
    assertThat(slot.resolve("lib/new.jar")).hasContent("new 5\n".repeat(5_000));
    assertThat(slot.resolve("lib/shared.jar")).hasContent("the same in both".repeat(99));
    assertThat(Files.isExecutable(slot.resolve("java"))).isTrue();
    assertThat(Files.isExecutable(slot.resolve("lib/new.jar"))).isFalse();
    assertThat(Installed.read(places.installed()))
        .contains(new Installed("a", answer.number(), 5, "1.5.0"));
    // A second time it is not asked.
    assertThat(
            new Installer(places, inbox, Workshop.HARDWARE, Optional::empty, (_, _) -> {})
                .run(THING))
        .isEmpty();
  }

  @Test
  void serverGivesTheSameAsAStick() throws Exception {
    try (RepositoryServer server = new RepositoryServer(stick)) {
      assertThat(deliver(Sources.of(URI.create(server.url()), THING), 0)).isPresent();
    }
    assertThat(install((_, _) -> {}).result()).isEqualTo(Answer.Result.INSTALLED);
  }

  @Test
  void goodSlotIsNeverWritten() throws Exception {
    deliver(Sources.of(stick, THING), 0);
    assertThat(install((_, _) -> {}).result()).isEqualTo(Answer.Result.INSTALLED);
    Files.writeString(places.state(), "1 a 5 - 0 0 0 0 good 1 - .\n");
    release(6, workshop.folder.resolve("release6"), Workshop.HARDWARE);
    Delivered next = deliver(Sources.of(stick, THING), 5).orElseThrow();
    assertThat(next.target().instruction().counter()).isEqualTo(6);
    assertThat(install((_, _) -> {}).result()).isEqualTo(Answer.Result.INSTALLED);
    assertThat(places.slot("b").resolve("lib/new.jar")).hasContent("new 6\n".repeat(5_000));
    assertThat(places.slot("a").resolve("lib/new.jar")).hasContent("new 5\n".repeat(5_000));
    Files.writeString(places.state(), "1 a 5 b 2 6 1 0 good 1 - .\n");
    assertThat(BootState.read(places.state()).isTrial()).isTrue();
    assertThat(install((_, _) -> {}).why()).contains("slot b on trial");
    assertThat(places.slot("b").resolve("java.options")).exists();
  }

  @Test
  void forgedFileOnTheStickLeavesNoByte() throws Exception {
    try (Stream<Path> all = Files.walk(stick.resolve("image/targets/files"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertThatThrownBy(() -> deliver(Sources.of(stick, THING), 0))
        .isInstanceOf(TamperedTargetException.class);
    assertThat(files(inbox.folder().resolve("room"))).isZero();
    assertThat(files(inbox.files())).isZero();
    assertThat(inbox.request()).doesNotExist();
  }

  @Test
  void whatTheServiceForgesInItsInboxIsRefusedByTheInstaller() throws Exception {
    deliver(Sources.of(stick, THING), 0);
    try (Stream<Path> all = Files.walk(inbox.files())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    Answer answer = install((_, _) -> {});
    assertThat(answer.result()).isEqualTo(Answer.Result.REFUSED);
    assertThat(answer.attack()).isEqualTo("TamperedTargetException");
    assertThat(files(places.slot("a"))).isZero();
    assertThat(places.installed()).doesNotExist();
  }

  @Test
  void metadataOfTheInboxIsVerifiedAgain() throws Exception {
    deliver(Sources.of(stick, THING), 0);
    Path list;
    try (Stream<Path> all = Files.walk(inbox.targets().resolve("product"))) {
      list = all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    String text = Files.readString(list);
    Files.writeString(list, text.replace("lib/new.jar", "lib/bad.jar"));
    assertThat(install((_, _) -> {}).attack()).isEqualTo("TamperedTargetException");
    Path timestamp = inbox.image().resolve("metadata/timestamp.json");
    Files.writeString(
        timestamp, Files.readString(timestamp).replace("\"version\": ", "\"version\": 9"));
    assertThat(install((_, _) -> {}).attack()).isEqualTo("UnsignedMetadataException");
    assertThat(files(places.slot("a"))).isZero();
  }

  @Test
  void otherHardwareOrVehicleIsRefused() throws Exception {
    release(7, workshop.folder.resolve("release7"), "arm64-glibc2.38");
    assertThatThrownBy(() -> deliver(Sources.of(stick, THING), 0))
        .isInstanceOf(WrongHardwareException.class);
    Path others = stick.resolve("director/drone-8");
    Files.move(stick.resolve("director/" + THING), others);
    assertThatThrownBy(() -> deliver(Sources.of(stick, "drone-8"), 0))
        .isInstanceOf(TrustException.class);
    assertThat(files(inbox.files())).isZero();
  }

  @Test
  void vehicleThatChangesItsNameIsNotInstalledFor() throws Exception {
    deliver(Sources.of(stick, THING), 0);
    assertThat(install((_, _) -> {}).result()).isEqualTo(Answer.Result.INSTALLED);
    Delivery.request(inbox, ++request);
    Answer answer =
        new Installer(places, inbox, Workshop.HARDWARE, Optional::empty, (_, _) -> {})
            .run("drone-8")
            .orElseThrow();
    assertThat(answer.result()).isEqualTo(Answer.Result.FAILED);
    assertThat(answer.why()).contains("expected drone-7");
  }

  @Test
  void releaseThatFailsItsPreflightLeavesAnEmptySlot() throws Exception {
    deliver(Sources.of(stick, THING), 0);
    Answer answer =
        install(
            (_, _) -> {
              throw new IOException("it does not start");
            });
    assertThat(answer.result()).isEqualTo(Answer.Result.FAILED);
    assertThat(answer.why()).contains("it does not start");
    assertThat(places.slot("a")).doesNotExist();
    assertThat(places.installed()).doesNotExist();
  }

  @Test
  void nothingIsDirectedAboveTheCounterThatRuns() throws Exception {
    assertThat(deliver(Sources.of(stick, THING), 5)).isEmpty();
  }
}
