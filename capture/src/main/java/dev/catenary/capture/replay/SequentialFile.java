package dev.catenary.capture.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file from its start to its end through one large buffer; allocates nothing after that.
 */
final class SequentialFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long bufferStart;

  SequentialFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  void order(ByteOrder order) {
    buffer.order(order);
  }

  /**
   * Brings the next bytes into the buffer, from its position on.
   *
   * @return false when the file ends before
   */
  boolean require(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return true;
    }
    if (bytes > BUFFER_BYTES) {
      return false;
    }
    bufferStart += buffer.position();
    ByteOrder order = buffer.order();
    buffer.compact().order(order);
    while (buffer.position() < bytes) {
      if (channel.read(buffer) < 0) {
        break;
      }
    }
    buffer.flip();
    return buffer.remaining() >= bytes;
  }

  /** The buffer; what {@link #require} has brought lies at its position. */
  ByteBuffer buffer() {
    return buffer;
  }

  void skip(int bytes) {
    buffer.position(buffer.position() + bytes);
  }

  /** Where in the file the next byte stands. */
  long offset() {
    return bufferStart + buffer.position();
  }

  boolean isAtEnd() throws IOException {
    return !require(1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
