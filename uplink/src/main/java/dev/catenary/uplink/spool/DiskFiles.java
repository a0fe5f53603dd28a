package dev.catenary.uplink.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The real disk. */
final class DiskFiles implements SpoolFiles {
  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    put(
        file,
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  @Override
  public void append(Path file, ByteBuffer bytes) throws IOException {
    put(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void put(Path file, ByteBuffer bytes, OpenOption... options) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    try (FileChannel channel = FileChannel.open(file, options)) {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    // Not by its file store: a service with mounts of its own may not see the one that it is on.
    long free = folder.toFile().getUsableSpace();
    if (free == 0 && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    return free;
  }
}
