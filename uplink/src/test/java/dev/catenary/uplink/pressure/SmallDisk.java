package dev.catenary.uplink.pressure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real file system of its own, small enough to fill; needs the right to mount. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  SmallDisk(Path folder, String options) throws IOException {
    this.folder = Files.createDirectories(folder);
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()),
        "no right to mount a file system");
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Takes every byte that is left, as another program might. */
  Path fill() throws IOException {
    Path file = folder.resolve("filler");
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[4_096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return file;
    }
  }

  /** Takes every inode that is left. */
  int takeInodes() {
    int count = 0;
    try {
      while (true) {
        Files.createFile(folder.resolve("inode-" + count));
        count++;
      }
    } catch (IOException full) {
      return count;
    }
  }

  void giveInodesBack(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.delete(folder.resolve("inode-" + i));
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }
}
