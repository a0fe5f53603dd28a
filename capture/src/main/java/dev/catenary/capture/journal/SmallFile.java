package dev.catenary.capture.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of a line or two that is there as it was, or as it is to be, whatever happens. */
final class SmallFile {
  private SmallFile() {}

  /** Writes beside it, forces, and gives it its name; on the disk when this returns. */
  static void write(Path folder, String name, String text) throws IOException {
    Path part = folder.resolve(name + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    Folders.force(folder);
  }
}
