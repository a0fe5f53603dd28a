package dev.catenary.device.page;

import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
   * Puts a text in the file's place, with the file's rights; on the disk on return. A power cut
   * leaves the one or the other, and the former text is on the disk before the new one is.
   *
   * @return where the former text is
   */
  Path replace(String text) throws IOException {
    Path previous = file.resolveSibling(file.getFileName() + ".previous");
    WholeFile.writeLike(file, previous, ByteBuffer.wrap(Files.readAllBytes(file)));
    WholeFile.writeLike(file, file, StandardCharsets.UTF_8.encode(text));
    return previous;
  }
}
