package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.durable.WholeFile;
import dev.catenary.proving.torture.disk.PowerCut;
import dev.catenary.proving.torture.disk.PowerCut.Left;
import dev.catenary.proving.torture.disk.RecordingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page's change of the configuration, with the power cut after each thing asked of the disk.
 */
class ConfigStorePowerCutTest {
  private static final int RANDOM_DISKS = 40;

  /** Longer than two sectors each, so that a write of one can be torn. */
  private static final List<String> TEXTS =
      List.of(text("first", 9_000), text("second", 12_000), text("third", 8_500));

  @TempDir private Path folder;

  private static String text(String word, int bytes) {
    return ("vehicle: " + word + "\n").repeat(bytes / 16);
  }

  @Test
  void cutLeavesTheFormerTextOrTheNewOneAndNeverLosesTheFormerOne() throws Exception {
    RecordingDisk disk = new RecordingDisk(Files.createDirectory(folder.resolve("real")));
    Path file = disk.root().resolve("catenary.yaml");
    WholeFile.write(file, TEXTS.getFirst());
    ConfigStore store = new ConfigStore(file);
    List<Integer> kept = new ArrayList<>(List.of(disk.moment()));
    for (String text : TEXTS.subList(1, TEXTS.size())) {
      store.replace(text);
      kept.add(disk.moment());
    }
    Random random = new Random(11);
    Set<String> seen = new HashSet<>();
    int lay = 0;
    for (int change = 1; change < TEXTS.size(); change++) {
      for (int moment = kept.get(change - 1); moment <= kept.get(change); moment++) {
        for (int disks = 0; disks < RANDOM_DISKS + 2; disks++) {
          Path to = Files.createDirectory(folder.resolve("cut-" + lay++));
          Left left = disks == 0 ? Left.NOTHING : disks == 1 ? Left.EVERYTHING : Left.SOME;
          new PowerCut(disk, moment).lay(to, left, random);
          seen.add(check(to, change, moment == kept.get(change)));
        }
      }
    }
    assertThat(seen).contains("1 of 1", "0 of 1", "2 of 2", "1 of 2");
  }

  /**
   * @param change the one under way: of the text before it to its own
   * @param done true when the page has been told that it is kept
   */
  private static String check(Path folder, int change, boolean done) throws Exception {
    String now = Files.readString(folder.resolve("catenary.yaml"));
    int index = TEXTS.indexOf(now);
    assertThat(index).as("whole text").isBetween(done ? change : change - 1, change);
    Path previous = folder.resolve("catenary.yaml.previous");
    if (index > 0) {
      // Already the former text's turn, or still the text in place, which a change begins with.
      int former = TEXTS.indexOf(Files.readString(previous));
      assertThat(former)
          .as("former text")
          .isBetween(index == change ? change - 1 : index - 1, index);
      assertThat(index == change && former == index).isFalse();
    }
    return index + " of " + change;
  }
}
