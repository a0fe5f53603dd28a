package dev.catenary.proto.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file that a power cut leaves as it was or as it is to be. Its text is written and forced
 * under another name, {@code .part} at its end, which no two threads may do at once.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Puts a text in the file's place, as UTF-8; on the disk when this returns.
   *
   * @param file its folder is made where there is none
   */
  public static void write(Path file, String text) throws IOException {
    put(file, text);
  }

  /**
   * The same, for those alone whom it is meant for, from its first byte on.
   *
   * @param rights of the file, less what the process's mask takes away
   */
  public static void write(Path file, String text, Set<PosixFilePermission> rights)
      throws IOException {
    put(file, text, PosixFilePermissions.asFileAttribute(rights));
  }

  private static void put(Path file, String text, FileAttribute<?>... attributes)
      throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    // One that a cut has left may have other rights.
    Files.deleteIfExists(part);
    try (FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer rest = StandardCharsets.UTF_8.encode(text);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    forceNames(folder);
  }

  /** Makes the names in a folder durable: forcing a file does not force its name. */
  public static void forceNames(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
