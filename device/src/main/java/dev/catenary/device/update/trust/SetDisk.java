package dev.catenary.device.update.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The few things that a {@link MetadataStore} does to its disk; a test cuts the power between any
 * two.
 */
interface SetDisk {
  void write(Path file, byte[] bytes) throws IOException;

  void force(Path file) throws IOException;

  void move(Path from, Path to) throws IOException;

  /** Forces the names in a folder, and in which folder it lies. */
  void forceNames(Path folder) throws IOException;

  /** The disk itself. */
  SetDisk REAL =
      new SetDisk() {
        @Override
        public void write(Path file, byte[] bytes) throws IOException {
          try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
              channel.write(rest);
            }
          }
        }

        @Override
        public void force(Path file) throws IOException {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }

        @Override
        public void move(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void forceNames(Path folder) throws IOException {
          try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      };
}
