package dev.catenary.device.update.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cut at any step of a commit leaves the old set or the new one. */
class MetadataStoreTest {
  private static final int STEPS_OF_A_COMMIT = 5;

  @TempDir Path folder;

  /** Does so many steps and then has no power; what was written and not forced is torn. */
  private static final class CutDisk implements SetDisk {
    private final int stepsLeftAtFirst;
    private int steps;
    private Path unforced = Path.of("");

    CutDisk(int steps) {
      this.stepsLeftAtFirst = steps;
    }

    private void step() throws IOException {
      if (steps++ == stepsLeftAtFirst) {
        if (Files.exists(unforced) && !unforced.toString().isEmpty()) {
          byte[] bytes = Files.readAllBytes(unforced);
          Files.write(unforced, Arrays.copyOf(bytes, bytes.length / 2));
        }
        throw new IOException("no power");
      }
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      step();
      REAL.write(file, bytes);
      unforced = file;
    }

    @Override
    public void force(Path file) throws IOException {
      step();
      unforced = Path.of("");
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      step();
      REAL.move(from, to);
    }

    @Override
    public void forceNames(Path folder) throws IOException {
      step();
    }
  }

  private static MetadataSet set(String word) {
    return new MetadataSet(
        Map.of(
            "root", ("root " + word).getBytes(UTF_8), "targets", word.repeat(100).getBytes(UTF_8)),
        new SeenTimes(Instant.ofEpochSecond(1), Instant.ofEpochSecond(word.length())));
  }

  @Test
  void cutAtEachStepLeavesOneWholeSet() throws Exception {
    for (int steps = 0; steps < STEPS_OF_A_COMMIT; steps++) {
      Path own = Files.createDirectories(folder.resolve("cut-" + steps));
      new MetadataStore(own).commit(set("first"));
      new MetadataStore(own).commit(set("second"));
      CutDisk disk = new CutDisk(steps);
      assertThatThrownBy(() -> new MetadataStore(own, disk).commit(set("third")))
          .hasMessage("no power");
      MetadataSet kept = new MetadataStore(own).read();
      MetadataSet expected = steps < STEPS_OF_A_COMMIT - 1 ? set("second") : set("third");
      assertThat(kept.isSame(expected)).as("cut after " + steps + " steps").isTrue();
      new MetadataStore(own).commit(set("fourth"));
      assertThat(new MetadataStore(own).read().isSame(set("fourth"))).isTrue();
    }
    new MetadataStore(folder, new CutDisk(STEPS_OF_A_COMMIT)).commit(set("third"));
  }

  @Test
  void damagedNewestSetCostsOneStep() throws Exception {
    MetadataStore store = new MetadataStore(folder);
    store.commit(set("first"));
    store.commit(set("second"));
    Path file = folder.resolve("trusted.set");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(store.read().isSame(set("first"))).isTrue();
    store.commit(set("third"));
    assertThat(store.read().isSame(set("third"))).isTrue();
  }

  @Test
  void eachPrefixOfASetIsNoSet() throws Exception {
    byte[] bytes = SetBytes.of(set("whole"));
    for (int length = 0; length < bytes.length; length++) {
      assertThat(SetBytes.read(Arrays.copyOf(bytes, length))).isEmpty();
    }
    assertThat(SetBytes.read(bytes)).isPresent();
  }

  @Test
  void storeWithoutARootSaysSo() {
    assertThatThrownBy(() -> new MetadataStore(folder).read()).hasMessageContaining("root.json");
  }
}
