package dev.catenary.device.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The end of the log: the newest lines, over as many of its files as they take. */
final class LogTail {
  private static final int BYTES_MAX = 2 << 20;

  private final Path folder;

  LogTail(Path folder) {
    this.folder = folder;
  }

  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    int left = BYTES_MAX;
    for (Path file : newestFirst()) {
      if (left == 0) {
        break;
      }
      String end = end(file, left);
      text.insert(0, end);
      left = Math.max(0, left - end.length());
    }
    return text.isEmpty() ? "found no log in " + folder + "\n" : text.toString();
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".log"))
          .sorted(Comparator.comparing(LogTail::modified).reversed())
          .toList();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Whole lines only. */
  private static String end(Path file, int bytesMax) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(0, channel.size() - bytesMax);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // until the end
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }
}
