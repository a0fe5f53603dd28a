package dev.catenary.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.update.course.Baseline;
import dev.catenary.device.update.course.HeldBackException;
import dev.catenary.device.update.course.Phase;
import dev.catenary.device.update.course.UpdateMachine;
import dev.catenary.device.update.course.UpdateWork;
import dev.catenary.device.update.part.PartKind;
import dev.catenary.device.update.part.PartMachine;
import dev.catenary.device.update.slot.SlotPlaces;
import dev.catenary.device.update.trust.Instruction;
import dev.catenary.release.repository.Bundle;
import dev.catenary.release.repository.SignedRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work of an update inside the service, with a machine whose link and disk are played. */
class UpdateWorkTest {
  private static final String THING = "drone-7";
  private static final int FILE_BYTES = 3 << 20;

  @TempDir Path folder;

  private Workshop workshop;
  private RepositoryServer server;
  private SlotPlaces places;
  private final List<String> used = new ArrayList<>();
  private Instant now = Workshop.NOW;
  private String linkHeld = "";
  private long mayFetchBytes = Long.MAX_VALUE;
  private long keepFreeBytes;
  private boolean isDiskShort;
  private String modelBelow = "";
  private int fetchedBytes;

  private final PartMachine parts =
      new PartMachine() {
        @Override
        public String whyNot(PartKind kind) {
          return "";
        }

        @Override
        public String tryOut(PartKind kind, Path there, Path zones) {
          return kind == PartKind.MODEL ? modelBelow : "";
        }

        @Override
        public String use(PartKind kind, Path there) {
          used.add(kind.word());
          return "";
        }

        @Override
        public void useConfigured(PartKind kind) {
          used.add("configured " + kind.word());
        }
      };

  private final UpdateMachine machine =
      new UpdateMachine() {
        @Override
        public List<String> held() {
          return List.of("the mission runs; stop it");
        }

        @Override
        public Baseline baseline() {
          return Baseline.NONE;
        }

        @Override
        public boolean isMissionRunning() {
          return true;
        }

        @Override
        public boolean isClockTrusted() {
          return true;
        }

        @Override
        public String linkHeld() {
          return linkHeld;
        }

        @Override
        public void mayFetch(int bytes) throws IOException {
          fetchedBytes += bytes;
          if (fetchedBytes > mayFetchBytes) {
            throw new HeldBackException("updates: the day's budget is spent");
          }
        }

        @Override
        public long keepFreeBytes(Path of) {
          return keepFreeBytes;
        }

        @Override
        public boolean isDiskShort() {
          return isDiskShort;
        }

        @Override
        public void stop(String why) {}

        @Override
        public PartMachine parts() {
          return parts;
        }
      };

  @BeforeEach
  void begin() throws IOException {
    workshop = new Workshop(folder.resolve("work"));
    workshop.begunImage();
    workshop.begunDirector();
    places = new SlotPlaces(folder.resolve("slots"), folder.resolve("packaged"));
    Files.createDirectories(places.installer());
    Files.createDirectories(places.firstRoots());
    for (String repository : List.of("image", "director/template")) {
      Files.copy(
          workshop.folder.resolve(repository).resolve("metadata/1.root.json"),
          places.firstRoots().resolve(repository.replace("/template", "") + ".root.json"));
    }
    server = new RepositoryServer(workshop.folder);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void product() throws IOException {
    Path tree = Files.createDirectories(workshop.folder.resolve("release"));
    byte[] dense = new byte[FILE_BYTES];
    new Random(5).nextBytes(dense);
    Files.write(tree.resolve("java"), dense);
    workshop
        .image(Workshop.NOW)
        .addRelease(
            tree,
            "product/catenary-5",
            new Instruction(Optional.empty(), Workshop.HARDWARE, 5, "1.5.0"),
            workshop.keys("product1", "product2"));
    workshop.stamp();
    direct("product/catenary-5");
  }

  private void part(String name, String file, long counter) throws IOException {
    workshop.addPart(name, file, name.getBytes(UTF_8), counter, name);
    direct(name);
  }

  private void direct(String name) throws IOException {
    workshop
        .direction()
        .direct(List.of(THING), name, 100, workshop.keys("targets"), workshop.keys("online"));
  }

  private UpdateWork work() throws IOException {
    return new UpdateWork(
        new UpdateWork.UpdateSetup(
            places,
            folder.resolve("update"),
            THING,
            Workshop.HARDWARE,
            URI.create(server.url()),
            Duration.ofHours(24),
            "1.0.0",
            "boot-1"),
        machine,
        () -> now);
  }

  private static long bytesBelow(Path below) throws IOException {
    if (!Files.exists(below)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void heldLinkIsNotAskedAndItsReasonIsShown() throws IOException {
    product();
    UpdateWork work = work();
    work.order("");
    linkHeld = "chunks of the ranks 0 to 2 are sent first";
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.FETCHING);
    assertThat(work.state().why()).isEqualTo(linkHeld);
    assertThat(folder.resolve("update/inbox")).doesNotExist();
    assertThat(folder.resolve("update/trust")).doesNotExist();
    linkHeld = "";
    now = now.plusSeconds(31);
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.INSTALLING);
    assertThat(fetchedBytes).isGreaterThanOrEqualTo(FILE_BYTES);
  }

  @Test
  void stickNeedsNoLinkAndCostsNoBudget() throws IOException {
    product();
    Path stick = folder.resolve("stick");
    for (String repository : List.of("image", "director/" + THING)) {
      Bundle.write(
          new SignedRepository(workshop.folder.resolve(repository), Workshop.NOW),
          stick.resolve(repository),
          workshop.keys("online"),
          workshop.keys("online"));
    }
    linkHeld = "the link: quiet hours 22:00-06:00";
    mayFetchBytes = 0;
    UpdateWork work = work();
    work.order(stick.toString());
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.INSTALLING);
  }

  @Test
  void spentBudgetKeepsWhatCameAndGoesOnFromThere() throws IOException {
    product();
    UpdateWork work = work();
    work.order("");
    mayFetchBytes = FILE_BYTES / 2;
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.FETCHING);
    assertThat(work.state().why()).contains("budget is spent");
    long kept = bytesBelow(folder.resolve("update/inbox/image/targets/files"));
    assertThat(kept).isBetween(FILE_BYTES / 2L, FILE_BYTES / 2L + 65_536);
    mayFetchBytes = Long.MAX_VALUE;
    fetchedBytes = 0;
    now = now.plusSeconds(31);
    // After a restart, too.
    UpdateWork restarted = work();
    restarted.step(1);
    assertThat(restarted.state().phase()).isEqualTo(Phase.INSTALLING);
    assertThat((long) fetchedBytes).isEqualTo(FILE_BYTES - kept);
  }

  /** The margin above the spool's reserve is left, or nothing is fetched. */
  @Test
  void roomOfChunksIsNotTaken() throws IOException {
    product();
    keepFreeBytes = Files.getFileStore(folder).getUsableSpace();
    UpdateWork work = work();
    work.order("");
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.FETCHING);
    assertThat(work.state().why()).contains("found", "free");
    assertThat(bytesBelow(folder.resolve("update/inbox/image/targets/files"))).isZero();
    assertThat(fetchedBytes).isZero();
  }

  @Test
  void shortDiskTakesBackWhatWasFetched() throws IOException {
    product();
    UpdateWork work = work();
    work.order("");
    mayFetchBytes = FILE_BYTES / 2;
    isDiskShort = true;
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.FETCHING);
    assertThat(bytesBelow(folder.resolve("update/inbox/image/targets"))).isLessThan(2_000);
  }

  @Test
  void modelAndRulesAloneAreTakenWithoutAnInstallation() throws IOException {
    part("zones/set", "zones.bin", 1);
    part("models/m", "card.json", 1);
    part("rules/r", "rules.yaml", 1);
    UpdateWork work = work();
    work.order("");
    work.step(1);
    assertThat(used).containsExactly("zones", "models", "rules");
    assertThat(work.state().phase()).isEqualTo(Phase.IDLE);
    assertThat(work.state().why()).contains("in use now", "models models/m");
    work.order("");
    now = now.plusSeconds(1);
    work.step(1);
    assertThat(work.state().why()).contains("nothing newer");
    assertThat(used).hasSize(3);
  }

  @Test
  void refusedModelFailsItsOrderAndSaysWhy() throws IOException {
    part("zones/set", "zones.bin", 1);
    part("models/m", "card.json", 1);
    modelBelow = "recall of conductor 0.612, expected 0.900 at least";
    UpdateWork work = work();
    work.order("");
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.FAILED);
    assertThat(work.state().why()).contains("0.612");
    assertThat(used).containsExactly("zones");
  }

  @Test
  void modelComesBesideARelease() throws IOException {
    part("zones/set", "zones.bin", 1);
    part("models/m", "card.json", 1);
    product();
    UpdateWork work = work();
    work.order("");
    work.step(1);
    assertThat(work.state().phase()).isEqualTo(Phase.INSTALLING);
    assertThat(used).containsExactly("zones", "models");
  }
}
