package dev.catenary.device.update.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package's start script, run as it is, in folders of its own. */
class SlotsScriptTest {
  private static final Path SCRIPT =
      Path.of("..", "deploy", "package", "tree", "usr", "lib", "catenary", "slots")
          .toAbsolutePath()
          .normalize();
  private static final Set<String> ALL = Set.of("packaged", "a", "b");

  @TempDir Path folder;

  @BeforeEach
  void make() throws IOException {
    assumeThat(Path.of("/usr/bin/flock")).exists();
    for (String each :
        List.of("slots/installer/a", "slots/installer/b", "packaged", "update", "run")) {
      Files.createDirectories(folder.resolve(each));
    }
    for (String slot : List.of("slots/installer/a", "slots/installer/b", "packaged")) {
      Files.writeString(folder.resolve(slot).resolve("java.options"), "-Xmx1g\n");
      Files.writeString(folder.resolve(slot).resolve("release.list"), "{}\n");
    }
  }

  private void script(String word, boolean isSuccess) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString(), word).inheritIO();
    builder.environment().put("CATENARY_SLOTS", folder.resolve("slots").toString());
    builder.environment().put("CATENARY_SLOTS_RUN", folder.resolve("run").toString());
    builder.environment().put("CATENARY_PACKAGED", folder.resolve("packaged").toString());
    builder.environment().put("CATENARY_UPDATE", folder.resolve("update").toString());
    builder.environment().put("CATENARY_SLOTS_READER", "");
    builder.environment().put("SERVICE_RESULT", isSuccess ? "success" : "exit-code");
    builder.environment().put("EXIT_STATUS", "1");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private void put(BootState state, String wish, Optional<Installed> installed) throws IOException {
    Files.writeString(folder.resolve("slots/state"), BootModel.line(state));
    Files.writeString(folder.resolve("update/wish"), wish + "\n");
    Path file = folder.resolve("slots/installer/installed");
    Files.deleteIfExists(file);
    if (installed.isPresent()) {
      Files.writeString(file, installed.get().line());
    }
  }

  private BootState state() throws IOException {
    return BootState.read(folder.resolve("slots/state"));
  }

  private String choice() throws IOException {
    return Files.readString(folder.resolve("run/choice")).strip();
  }

  private static List<BootState> states() {
    List<BootState> states = new ArrayList<>();
    for (String good : List.of("packaged", "a", "b")) {
      states.add(new BootState(good, 4, "-", 0, 0, 0, 0, "none", 0, "-"));
      states.add(new BootState(good, 4, "-", 0, 0, 0, 0, "fell-back", 1, "ends"));
      for (String trial : List.of("a", "b")) {
        for (int beginnings : List.of(1, 20)) {
          for (int ends : List.of(0, 2)) {
            if (!good.equals(trial)) {
              states.add(new BootState(good, 4, trial, 1, 5, beginnings, ends, "none", 0, "-"));
            }
          }
        }
      }
    }
    return states;
  }

  @Test
  void scriptDoesWhatItsModelDoes() throws Exception {
    List<Optional<Installed>> installed =
        List.of(Optional.empty(), Optional.of(new Installed("b", 2, 6, "1.2.0")));
    for (BootState before : states()) {
      assertThat(BootState.of(BootModel.line(before))).isEqualTo(before);
      for (String wish : List.of("", "switch 2", "good 1", "good 2; reboot")) {
        for (Optional<Installed> one : installed) {
          put(before, wish, one);
          script("begin", true);
          BootModel.Begun begun = BootModel.begin(before, wish, one, ALL, false);
          assertThat(state()).as("begin %s %s", before, wish).isEqualTo(begun.state());
          assertThat(choice()).as("begin %s %s", before, wish).isEqualTo(begun.choice());
        }
        put(before, wish, Optional.empty());
        script("end", false);
        assertThat(state())
            .as("end %s %s", before, wish)
            .isEqualTo(BootModel.end(before, wish, false));
      }
      put(before, "good 1", Optional.empty());
      script("settle", true);
      assertThat(state()).isEqualTo(BootModel.settle(before, "good 1"));
      put(before, "", installed.get(1));
      script("packaged", true);
      assertThat(state()).isEqualTo(BootModel.packaged(before, installed.get(1)));
    }
  }

  @Test
  void noEmptyTornOrDanglingChoiceRunsThePackagedSlot() throws Exception {
    BootState good = new BootState("b", 5, "-", 0, 0, 0, 0, "good", 1, "-");
    String line = BootModel.line(good);
    for (int length = 0; length < line.length() - 1; length += 3) {
      put(good, "", Optional.empty());
      Files.writeString(folder.resolve("slots/state"), line.substring(0, length));
      script("begin", true);
      assertThat(choice()).as("torn after %d characters", length).isEqualTo("packaged");
    }
    Files.delete(folder.resolve("slots/state"));
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
    put(good, "", Optional.empty());
    script("begin", true);
    assertThat(choice()).isEqualTo("b");
    Files.delete(folder.resolve("slots/installer/b/java.options"));
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
    Files.createDirectory(folder.resolve("slots/installer/b/java.options"));
    put(new BootState("packaged", 0, "b", 1, 5, 1, 0, "none", 0, "-"), "", Optional.empty());
    Files.delete(folder.resolve("slots/installer/b/release.list"));
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
    assertThat(state().why()).isEqualTo("gone");
  }

  @Test
  void powerCutsUseUpNoTriesButTwentyBeginnings() throws Exception {
    put(BootState.UNTOUCHED, "switch 1", Optional.of(new Installed("a", 1, 7, "1.1.0")));
    for (int beginning = 1; beginning <= 20; beginning++) {
      script("begin", true);
      assertThat(choice()).as("beginning %d", beginning).isEqualTo("a");
    }
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
    assertThat(state().why()).isEqualTo("beginnings");
    // Its wish is still there: what fell back is not tried again.
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
  }

  @Test
  void threeEndsByItselfAreAFallback() throws Exception {
    put(BootState.UNTOUCHED, "switch 1", Optional.of(new Installed("a", 1, 7, "1.1.0")));
    for (int end = 1; end <= 3; end++) {
      script("begin", true);
      assertThat(choice()).isEqualTo("a");
      script("end", true);
      script("begin", true);
      script("end", false);
    }
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
    assertThat(state().outcome()).isEqualTo("fell-back");
    assertThat(state().reached()).isZero();
  }

  @Test
  void counterRisesWithGoodOnly() throws Exception {
    put(BootState.UNTOUCHED, "switch 1", Optional.of(new Installed("a", 1, 7, "1.1.0")));
    script("begin", true);
    assertThat(state().reached()).isZero();
    Files.writeString(folder.resolve("update/wish"), "good 1\n");
    script("settle", true);
    assertThat(state().reached()).isEqualTo(7);
    assertThat(state().good()).isEqualTo("a");
    for (int cycle = 0; cycle < 50; cycle++) {
      script("begin", true);
    }
    assertThat(choice()).isEqualTo("a");
  }

  @Test
  void diskThatTakesNoStateRunsTheGoodSlot() throws Exception {
    assumeThat(System.getProperty("user.name")).isNotEqualTo("nobody");
    put(BootState.UNTOUCHED, "switch 1", Optional.of(new Installed("a", 1, 7, "1.1.0")));
    // A folder in the place of the part: the state cannot be written.
    Files.createDirectories(folder.resolve("slots/state.part/in-the-way"));
    script("begin", true);
    assertThat(choice()).isEqualTo("packaged");
  }

  @Test
  void hostileWishIsNoWish() throws Exception {
    put(BootState.UNTOUCHED, "", Optional.of(new Installed("a", 1, 7, "1.1.0")));
    Path wish = folder.resolve("update/wish");
    for (String text :
        List.of(
            "switch 1 $(touch " + folder + "/taken)", "switch 01", "switch *", "switch 1\u0000")) {
      Files.writeString(wish, text);
      script("begin", true);
      assertThat(choice()).as(text).isEqualTo(text.endsWith("\u0000") ? "a" : "packaged");
      put(BootState.UNTOUCHED, "", Optional.of(new Installed("a", 1, 7, "1.1.0")));
    }
    assertThat(folder.resolve("taken")).doesNotExist();
  }
}
