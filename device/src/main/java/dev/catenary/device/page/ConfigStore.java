package dev.catenary.device.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The configuration's file: read whole, and replaced whole, the former one kept beside it. */
record ConfigStore(Path file) {
  String read() throws IOException {
    return Files.readString(file);
  }

  String name() {
    return file.toString();
  }

  /** That relative paths in it are taken from. */
  Path folder() {
    return file.toAbsolutePath().resolveSibling("");
  }

  /**
   * Puts a text in the file's place: a power cut leaves the one or the other.
   *
   * @return where the former text is
   */
  Path replace(String text) throws IOException {
    Path previous = file.resolveSibling(file.getFileName() + ".previous");
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(part, previous, StandardCopyOption.ATOMIC_MOVE);
    // The copy carries the file's rights over to what takes its place.
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return previous;
  }
}
