package dev.catenary.device.selftest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Writes a file beside the spool, forces it to the disk, reads it back past the kernel's cache
 * where the file system allows that, and deletes it. It is small enough not to hold up capture.
 */
public final class DiskTrial implements SelfTest.Trial {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int BLOCKS = 32;

  /** The journal of a 128-beam sensor and its chunks, with room. */
  private static final double EXPECTED_MEBIBYTES_PER_SECOND = 40;

  private final Path folder;

  /**
   * @param folder on the disk that is recorded to
   */
  public DiskTrial(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<TestStep> run() throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, ".self-test-", ".part");
    String expected =
        String.format(
            Locale.ROOT,
            "the same bytes; more than %.0f MiB/s written and forced",
            EXPECTED_MEBIBYTES_PER_SECOND);
    String cure = "Look into dmesg for the disk; replace it, or take a faster one.";
    try {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES * 2).alignedSlice(BLOCK_BYTES);
      block.limit(BLOCK_BYTES);
      long start = System.nanoTime();
      long written = write(file, block);
      double writeSeconds = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      boolean fromDisk = KernelCache.forget(file);
      long read = read(file, block);
      double readSeconds = (System.nanoTime() - start) / 1e9;
      double rate = BLOCKS / writeSeconds;
      String found =
          String.format(
              Locale.ROOT,
              "%d MiB written and forced at %,.0f MiB/s, read %s at %,.0f MiB/s, %s",
              BLOCKS,
              rate,
              fromDisk ? "from the disk" : "from the kernel's cache",
              BLOCKS / readSeconds,
              written == read ? "the same" : "NOT the same");
      return List.of(
          written == read && rate > EXPECTED_MEBIBYTES_PER_SECOND
              ? TestStep.passed("disk", found, expected)
              : TestStep.failed("disk", found, expected, cure));
    } catch (IOException e) {
      return List.of(TestStep.failed("disk", e.toString(), expected, cure));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static long write(Path file, ByteBuffer block) throws IOException {
    CRC32C check = new CRC32C();
    Random random = new Random(1);
    byte[] bytes = new byte[BLOCK_BYTES];
    random.nextBytes(bytes);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < BLOCKS; i++) {
        bytes[0] = (byte) i;
        block.clear().limit(BLOCK_BYTES);
        block.put(bytes).flip();
        check.update(bytes);
        while (block.hasRemaining()) {
          channel.write(block);
        }
      }
      channel.force(true);
    }
    return check.getValue();
  }

  private static long read(Path file, ByteBuffer block) throws IOException {
    CRC32C check = new CRC32C();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      block.clear().limit(BLOCK_BYTES);
      while (channel.read(block) >= 0) {
        if (!block.hasRemaining()) {
          check.update(block.flip());
          block.clear().limit(BLOCK_BYTES);
        }
      }
    }
    return check.getValue();
  }
}
