package dev.catenary.device.update.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room on a disk, taken by a file of zeros before the first byte is fetched, and given back piece
 * by piece as what it was taken for comes.
 */
public final class Room implements AutoCloseable {
  /** Left free beside what is taken. */
  private static final long MARGIN_BYTES = 16L << 20;

  private static final int STEP_BYTES = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private long left;

  private Room(Path file, FileChannel channel, long left) {
    this.file = file;
    this.channel = channel;
    this.left = left;
  }

  /**
   * Takes room.
   *
   * @param alsoBytes needed on the same disk by others, not taken here
   * @throws NoRoomException when there is too little
   */
  public static Room take(Path file, long bytes, long alsoBytes) throws IOException {
    Files.deleteIfExists(file);
    Path folder = file.toAbsolutePath().resolveSibling("");
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes + alsoBytes + MARGIN_BYTES) {
      throw new NoRoomException(folder, free, bytes + alsoBytes + MARGIN_BYTES);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Room room = new Room(file, channel, bytes);
    try {
      ByteBuffer zeros = ByteBuffer.allocate(STEP_BYTES);
      for (long at = 0; at < bytes; ) {
        zeros.clear().limit((int) Math.min(STEP_BYTES, bytes - at));
        at += channel.write(zeros);
      }
      channel.force(true);
      return room;
    } catch (IOException e) {
      room.close();
      throw new NoRoomException(
          folder, Files.getFileStore(folder).getUsableSpace(), bytes + MARGIN_BYTES);
    }
  }

  /** Gives back room for what is about to be written. */
  public void give(long bytes) throws IOException {
    left = Math.max(0, left - bytes);
    channel.truncate(left);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
