package dev.catenary.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.part.PartKind;
import dev.catenary.device.update.part.PartMachine;
import dev.catenary.device.update.part.Parts;
import dev.catenary.device.update.part.Parts.Taken;
import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.attack.CounterFellException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models, rules and sets of zones from their signed lists into use, and back out of it. */
class PartsOverTheAirTest {
  private static final String THING = "drone-7";
  private static final String FIRST_BOOT = "boot-1";

  @TempDir Path folder;

  private Workshop workshop;
  private final List<String> used = new ArrayList<>();
  private String below = "";
  private String broken = "";
  private boolean killsItself;
  private int trials;

  /** A machine that notes what it works by; its files say what they are. */
  private final PartMachine machine =
      new PartMachine() {
        @Override
        public String whyNot(PartKind kind) {
          return "";
        }

        @Override
        public String tryOut(PartKind kind, Path there, Path zones) {
          trials++;
          if (killsItself) {
            throw new Killed();
          }
          if (kind == PartKind.MODEL && !Files.exists(zones.resolve("zones.bin"))) {
            return "no set of zones";
          }
          return kind == PartKind.MODEL ? below : "";
        }

        @Override
        public String use(PartKind kind, Path there) {
          String text = text(there);
          if (!broken.isEmpty() && text.equals(broken)) {
            return "it does not open";
          }
          used.add(text);
          return "";
        }

        @Override
        public void useConfigured(PartKind kind) {
          used.add("configured " + kind.word());
        }
      };

  /** The end of the process, at this place. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static String text(Path there) {
    for (String name : List.of("card.json", "rules.yaml", "zones.bin")) {
      try {
        if (Files.exists(there.resolve(name))) {
          return Files.readString(there.resolve(name));
        }
      } catch (IOException e) {
        return e.toString();
      }
    }
    return "nothing";
  }

  @BeforeEach
  void begin() throws IOException {
    workshop = new Workshop(folder.resolve("work"));
    workshop.begunImage();
    workshop.begunDirector();
    direct("zones/set-1", "zones.bin", "set 1", 1);
  }

  private void direct(String name, String file, String text, long counter) throws IOException {
    workshop.addPart(name, file, text.getBytes(UTF_8), counter, text);
    workshop
        .direction()
        .direct(List.of(THING), name, 100, workshop.keys("targets"), workshop.keys("online"));
  }

  private void model(int number) throws IOException {
    direct("models/m-" + number, "card.json", "model " + number, number);
  }

  private Parts parts(String boot) throws IOException {
    return new Parts(folder.resolve("parts"), machine, "1.0.0", boot);
  }

  private Taken take(Parts parts, boolean isOrdered) throws IOException {
    var both = workshop.vehicle(THING);
    List<AgreedTarget> agreed = both.agreed(new Vehicle(THING, Workshop.HARDWARE, parts.reached()));
    return parts.take(
        agreed,
        both,
        Sources.of(workshop.folder, THING),
        ClientLimits.STANDARD,
        _ -> {},
        isOrdered,
        0);
  }

  /** A part in use for long enough. */
  private Parts proven(int model) throws IOException {
    model(model);
    Parts parts = parts(FIRST_BOOT);
    parts.begin();
    assertThat(take(parts, false).refused()).isEmpty();
    parts.ran(300);
    parts.end();
    return parts;
  }

  private long filesBelow(String place) throws IOException {
    Path below = folder.resolve("parts").resolve(place);
    if (!Files.exists(below)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void modelsLieInTwoPlacesByTurns() throws IOException {
    Parts parts = proven(1);
    assertThat(text(folder.resolve("parts/models/a"))).isEqualTo("model 1");
    model(2);
    assertThat(take(parts, false).used()).containsExactly("models model 2");
    assertThat(text(folder.resolve("parts/models/b"))).isEqualTo("model 2");
    assertThat(text(folder.resolve("parts/models/a"))).isEqualTo("model 1");
    assertThat(used).endsWith("model 1", "model 2");
    // The counter rises with the proof alone.
    assertThat(parts.reached()).containsEntry("models", 1L);
    parts.ran(300);
    assertThat(parts.reached()).containsEntry("models", 2L);
    assertThat(take(parts, false).text()).isEmpty();
  }

  @Test
  void choiceIsTakenUpAfterARestart() throws IOException {
    proven(1);
    direct("rules/r-1", "rules.yaml", "rules 1", 1);
    Parts before = parts(FIRST_BOOT);
    take(before, false);
    used.clear();
    parts("boot-2").begin();
    assertThat(used).containsExactly("set 1", "model 1", "rules 1");
  }

  @Test
  void cutAtAnyStepOfTakingLeavesTheOldOneOrTheNew() throws IOException {
    proven(1);
    model(2);
    for (String gone : List.of("models/b", "models/next", "models/fetch")) {
      take(parts(FIRST_BOOT), false);
      try (Stream<Path> all = Files.walk(folder.resolve("parts").resolve(gone))) {
        all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      } catch (java.nio.file.NoSuchFileException e) {
        // It was not there.
      }
      used.clear();
      parts("boot-2").begin();
      assertThat(used.get(1)).isIn("model 1", "model 2");
    }
    // A place that is not whole is not used: the one before is.
    assertThat(used).contains("model 1");
  }

  @Test
  void tornChoiceIsThatOfTheConfiguration() throws IOException {
    proven(1);
    Path choice = folder.resolve("parts/models/choice.json");
    Files.writeString(choice, Files.readString(choice).substring(0, 40));
    used.clear();
    parts("boot-2").begin();
    assertThat(used).containsExactly("set 1");
  }

  @Test
  void modelBelowItsBarIsRefusedAndItsPlaceEmpty() throws IOException {
    Parts parts = proven(1);
    model(2);
    below = "recall of conductor 0.612, expected 0.900 at least";
    assertThat(take(parts, false).refused()).containsExactly("models model 2 refused: " + below);
    assertThat(filesBelow("models/b")).isZero();
    assertThat(used).endsWith("model 1");
    assertThat(parts.shown().get("models").toString()).contains("model 1", "0.612");
    // It is not fetched again by itself; a person may order it.
    below = "";
    assertThat(take(parts, false).text()).isEmpty();
    assertThat(take(parts, true).used()).containsExactly("models model 2");
  }

  @Test
  void otherSoftwareTriesAgainWhatThisOneRefused() throws IOException {
    model(1);
    below = "found feature table 9, expected 3";
    Parts parts = parts(FIRST_BOOT);
    take(parts, false);
    below = "";
    Parts next = new Parts(folder.resolve("parts"), machine, "1.1.0", FIRST_BOOT);
    assertThat(take(next, false).used()).containsExactly("models model 1");
  }

  @Test
  void modelWithoutASetToMeasureItOnIsRefused() throws IOException {
    try (Stream<Path> all =
        Files.list(workshop.folder.resolve("director/" + THING + "/metadata"))) {
      assertThat(all).isNotEmpty();
    }
    model(1);
    Parts parts = parts(FIRST_BOOT);
    var both = workshop.vehicle(THING);
    List<AgreedTarget> models =
        both.agreed(new Vehicle(THING, Workshop.HARDWARE, Map.of())).stream()
            .filter(target -> target.file().name().startsWith("models/"))
            .toList();
    Taken taken =
        parts.take(
            models,
            both,
            Sources.of(workshop.folder, THING),
            ClientLimits.STANDARD,
            _ -> {},
            false,
            0);
    assertThat(taken.refused()).containsExactly("models model 1 refused: no set of zones");
  }

  @Test
  void threeEndsUnderANewModelBringBackTheOldOne() throws IOException {
    Parts parts = proven(1);
    model(2);
    take(parts, false);
    for (int end = 0; end < 2; end++) {
      used.clear();
      parts(FIRST_BOOT).begin();
      assertThat(used).contains("model 2");
    }
    used.clear();
    Parts after = parts(FIRST_BOOT);
    after.begin();
    assertThat(used).contains("model 1").doesNotContain("model 2");
    assertThat(after.shown().get("models").toString()).contains("ended by itself 3 times");
    // Though the director still names it.
    assertThat(take(after, false).text()).isEmpty();
  }

  @Test
  void powerCutsAndOrderlyEndsAreNoEnds() throws IOException {
    Parts parts = proven(1);
    model(2);
    take(parts, false);
    for (int cut = 2; cut < 30; cut++) {
      used.clear();
      Parts next = parts("boot-" + cut);
      next.begin();
      assertThat(used).contains("model 2");
      if (cut % 2 == 0) {
        next.end();
        used.clear();
        parts("boot-" + cut).begin();
        assertThat(used).contains("model 2");
      }
    }
  }

  @Test
  void trialThatEndsTheProcessIsNotTriedForEver() throws IOException {
    Parts parts = proven(1);
    model(2);
    killsItself = true;
    trials = 0;
    for (int start = 0; start < 3; start++) {
      Parts again = parts(FIRST_BOOT);
      again.begin();
      assertThatThrownBy(() -> take(again, false)).isInstanceOf(Killed.class);
    }
    Parts last = parts(FIRST_BOOT);
    last.begin();
    assertThat(take(last, false).refused().getFirst()).contains("did not end");
    assertThat(trials).isEqualTo(3);
    assertThat(parts).isNotNull();
    assertThat(used).endsWith("model 1");
  }

  @Test
  void modelThatDoesNotOpenLeavesTheOldOneInUse() throws IOException {
    Parts parts = proven(1);
    model(2);
    broken = "model 2";
    assertThat(take(parts, false).refused().getFirst()).contains("does not open");
    used.clear();
    parts("boot-2").begin();
    assertThat(used).contains("model 1");
  }

  @Test
  void forgedFileIsRefusedAndNoByteOfItIsUsed() throws IOException {
    Parts parts = proven(1);
    model(2);
    try (Stream<Path> all = Files.walk(workshop.folder.resolve("image/targets/files"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertThatThrownBy(() -> take(parts, false)).isInstanceOf(TamperedTargetException.class);
    assertThat(filesBelow("models/b")).isZero();
    assertThat(filesBelow("models/fetch/files")).isZero();
    assertThat(used).endsWith("model 1");
  }

  @Test
  void filesThatChangedOnTheDiskAreNotUsed() throws IOException {
    Parts parts = proven(1);
    model(2);
    take(parts, false);
    Files.writeString(folder.resolve("parts/models/b/card.json"), "model X");
    used.clear();
    parts("boot-2").begin();
    assertThat(used).contains("model 1").doesNotContain("model X");
  }

  @Test
  void olderModelThanTheOneThatProvedGoodIsRefused() throws IOException {
    model(1);
    Parts parts = proven(2);
    workshop
        .direction()
        .direct(
            List.of(THING), "models/m-1", 100, workshop.keys("targets"), workshop.keys("online"));
    assertThatThrownBy(() -> take(parts, true)).isInstanceOf(CounterFellException.class);
  }
}
