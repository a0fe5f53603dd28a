package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads a segment as {@link PcapngBlocks} wrote it and nothing else: each block by its check. Where
 * one is not what was written, reading goes on at the next one that is, so that a damaged byte
 * costs its own datagram and no more. Any bytes are allowed.
 */
final class SegmentReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;

  /** Blocks begin at multiples of this. */
  private static final int ALIGNMENT = 4;

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final CRC32C crc = new CRC32C();
  private long bufferStart;
  private long unreadableBytes;
  private long unreadableFrom;
  private long readTo = Long.MAX_VALUE;

  SegmentReader(Path file) throws IOException {
    this(file, BUFFER_BYTES);
  }

  /**
   * @param bufferBytes more than the longest block has
   */
  SegmentReader(Path file, int bufferBytes) throws IOException {
    buffer = ByteBuffer.allocate(bufferBytes).limit(0);
    channel = FileChannel.open(file, StandardOpenOption.READ);
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    // What the head says is known; of a damaged one nothing is needed.
    skipTo(PcapngBlocks.headLength());
  }

  /**
   * Goes on at this byte of the file, at or near the beginning of a block: what is passed over on
   * the way to one counts as unreadable.
   */
  void skipTo(long byteOffset) throws IOException {
    bufferStart = byteOffset - byteOffset % ALIGNMENT;
    buffer.position(0).limit(0);
    channel.position(bufferStart);
  }

  /** As far as a file that grows can be read by now: the end of a block. */
  void readTo(long byteOffset) {
    readTo = byteOffset;
  }

  /**
   * Reads on to the next datagram; its bytes are valid until the one after it.
   *
   * @return false at the end of the file
   */
  boolean next(Datagram datagram) throws IOException {
    // Whoever read the last datagram may have set another order on the shared buffer.
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    unreadableBytes = 0;
    while (require(ALIGNMENT)) {
      int length = blockLength();
      if (length > 0) {
        take(datagram);
        buffer.position(buffer.position() + length);
        return true;
      }
      if (unreadableBytes == 0) {
        unreadableFrom = bufferStart + buffer.position();
      }
      buffer.position(buffer.position() + ALIGNMENT);
      unreadableBytes += ALIGNMENT;
    }
    if (unreadableBytes == 0) {
      unreadableFrom = bufferStart + buffer.position();
    }
    unreadableBytes += buffer.remaining();
    return false;
  }

  /** Number of bytes passed over before the last datagram, or before the end. */
  long unreadableBytes() {
    return unreadableBytes;
  }

  /** Where in the file the first of those stands. */
  long unreadableFrom() {
    return unreadableFrom;
  }

  /** Where what has not become a datagram begins, when the disk would not read on. */
  long unreadFrom() {
    return unreadableBytes > 0 ? unreadableFrom : bufferStart + buffer.position();
  }

  /** Length of the block at the buffer's position if it is as it was written, else 0. */
  private int blockLength() throws IOException {
    if (!require(PcapngBlocks.PACKET_HEAD)
        || buffer.getInt(buffer.position()) != PcapngBlocks.ENHANCED_PACKET) {
      return 0;
    }
    int captured = buffer.getInt(buffer.position() + PcapngBlocks.CAPTURED_OFFSET);
    if (captured < PcapngBlocks.HEADERS_LENGTH || captured > PcapngBlocks.CAPTURED_MAX) {
      return 0;
    }
    int length = PcapngBlocks.blockLength(captured);
    if (buffer.getInt(buffer.position() + 4) != length || !require(length)) {
      return 0;
    }
    int at = buffer.position();
    int check = at + PcapngBlocks.checkOffset(captured);
    crc.reset();
    crc.update(buffer.array(), at, check - at);
    boolean same = buffer.getInt(check) == (int) crc.getValue();
    return same && buffer.getInt(at + length - 4) == length ? length : 0;
  }

  private void take(Datagram datagram) {
    int at = buffer.position();
    int captured = buffer.getInt(at + PcapngBlocks.CAPTURED_OFFSET);
    long high = buffer.getInt(at + PcapngBlocks.TIME_OFFSET);
    long low = buffer.getInt(at + PcapngBlocks.TIME_OFFSET + 4) & 0xFFFF_FFFFL;
    datagram.arrivalNanos = high << 32 | low;
    datagram.sequence = buffer.getLong(at + PcapngBlocks.sequenceOffset(captured));
    int packet = at + PcapngBlocks.PACKET_HEAD;
    buffer.order(ByteOrder.BIG_ENDIAN);
    datagram.sourceIpv4 = buffer.getInt(packet + PcapngBlocks.SOURCE_OFFSET);
    datagram.sourceIpv6High = 0;
    datagram.sourceIpv6Low = 0;
    datagram.sourcePort = buffer.getShort(packet + PcapngBlocks.PORTS_OFFSET) & 0xFFFF;
    datagram.destinationPort = buffer.getShort(packet + PcapngBlocks.PORTS_OFFSET + 2) & 0xFFFF;
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    datagram.bytes = buffer;
    datagram.offset = packet + PcapngBlocks.HEADERS_LENGTH;
    datagram.length = captured - PcapngBlocks.HEADERS_LENGTH;
  }

  private boolean require(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return true;
    }
    bufferStart += buffer.position();
    buffer.compact();
    long left = Math.max(0, readTo - channel.position());
    buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + left));
    try {
      while (buffer.position() < bytes && buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until there are enough, or no more.
      }
    } finally {
      buffer.flip();
    }
    return buffer.remaining() >= bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
