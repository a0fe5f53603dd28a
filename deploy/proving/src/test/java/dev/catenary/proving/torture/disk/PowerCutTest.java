package dev.catenary.proving.torture.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proving.torture.disk.PowerCut.Left;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCutTest {
  private static final int BYTES = 3_000;

  @TempDir private Path folder;
  private RecordingDisk disk;
  private int lay;

  @BeforeEach
  void makeDisk() throws Exception {
    disk = new RecordingDisk(Files.createDirectory(folder.resolve("real")));
  }

  private void write(String name, boolean force) throws Exception {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    try (FileChannel file =
        FileChannel.open(
            disk.root().resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(bytes));
      if (force) {
        file.force(true);
      }
    }
  }

  private void forceFolder() throws Exception {
    try (FileChannel root = FileChannel.open(disk.root(), StandardOpenOption.READ)) {
      root.force(true);
    }
  }

  private Path cut(Left left, Random random) throws Exception {
    Path to = Files.createDirectory(folder.resolve("cut-" + lay++));
    new PowerCut(disk, disk.moment()).lay(to, left, random);
    return to;
  }

  @Test
  void forcedBytesUnderAForcedNameAreAlwaysThere() throws Exception {
    write("a", true);
    forceFolder();
    byte[] whole = Files.readAllBytes(folder.resolve("real/a"));
    for (Left left : Left.values()) {
      assertThat(cut(left, new Random(2)).resolve("a")).hasBinaryContent(whole);
    }
  }

  @Test
  void nameOfAnUnforcedFolderMayBeMissing() throws Exception {
    write("a", true);
    assertThat(cut(Left.NOTHING, new Random(2)).resolve("a")).doesNotExist();
    assertThat(cut(Left.EVERYTHING, new Random(2)).resolve("a")).exists();
  }

  @Test
  void bytesThatWereNotForcedMayBeTorn() throws Exception {
    write("a", false);
    forceFolder();
    byte[] whole = Files.readAllBytes(folder.resolve("real/a"));
    Set<String> seen = new HashSet<>();
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = Files.readAllBytes(cut(Left.SOME, random).resolve("a"));
      seen.add(
          bytes.length == 0
              ? "absent"
              : java.util.Arrays.equals(bytes, whole)
                  ? "whole"
                  : bytes.length < BYTES ? "short" : "torn");
    }
    assertThat(seen).containsExactlyInAnyOrder("absent", "whole", "short", "torn");
  }

  @Test
  void renameIsSeenWholeOrNotAtAll() throws Exception {
    write("a.part", true);
    forceFolder();
    Files.move(
        disk.root().resolve("a.part"), disk.root().resolve("a"), StandardCopyOption.ATOMIC_MOVE);
    Random random = new Random(4);
    for (int i = 0; i < 20; i++) {
      Path cut = cut(Left.SOME, random);
      assertThat(Files.exists(cut.resolve("a"))).isNotEqualTo(Files.exists(cut.resolve("a.part")));
    }
  }
}
