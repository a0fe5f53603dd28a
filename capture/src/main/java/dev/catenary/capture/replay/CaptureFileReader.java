package dev.catenary.capture.replay;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Reads the UDP datagrams of a pcap or pcapng file, in the order of the file. */
public final class CaptureFileReader implements AutoCloseable {
  private final SequentialFile file;
  private final FrameReader frames;
  private final CapturedFrame frame = new CapturedFrame();
  private final UdpExtractor extractor;
  private final Counters counters;
  private boolean damageCounted;

  /** The file's own; whoever reads a datagram may set another on the shared buffer. */
  private ByteOrder fileOrder;

  /**
   * @throws IOException when the file cannot be read or is no capture file
   */
  public CaptureFileReader(Path path, Counters counters) throws IOException {
    this(path, counters, new UnreadFrames());
  }

  /**
   * The same, with an account of what is not read.
   *
   * @throws IOException when the file cannot be read or is no capture file
   */
  public CaptureFileReader(Path path, Counters counters, UnreadFrames unread) throws IOException {
    this.counters = counters;
    this.extractor = new UdpExtractor(counters, unread);
    this.file = new SequentialFile(path);
    try {
      this.frames = open(path, file);
      this.fileOrder = file.buffer().order();
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FrameReader open(Path path, SequentialFile file) throws IOException {
    file.order(ByteOrder.LITTLE_ENDIAN);
    int magic = file.require(4) ? file.buffer().getInt(file.buffer().position()) : 0;
    if (magic == PcapngReader.SECTION_HEADER) {
      return new PcapngReader(file);
    }
    if (PcapReader.isMagic(magic)) {
      return new PcapReader(file);
    }
    throw new NotACaptureFileException(path, Integer.reverseBytes(magic));
  }

  /**
   * Reads on to the next UDP datagram; its sequence is the packet's own number where the file has
   * one.
   *
   * @return false at the end of the file
   */
  public boolean next(Datagram datagram) throws IOException {
    file.order(fileOrder);
    while (frames.next(frame)) {
      fileOrder = file.buffer().order();
      boolean found = extractor.extract(frame, datagram);
      if (found) {
        datagram.sequence = frame.packetId;
        return true;
      }
      file.order(fileOrder);
    }
    extractor.end();
    if (frames.isDamaged() && !damageCounted) {
      damageCounted = true;
      counters.increment(DeviceCounter.CAPTURE_RECORDS_UNREADABLE);
    }
    return false;
  }

  /** True when the file ends in the middle of a record, or one could not be read. */
  public boolean isDamaged() {
    return frames.isDamaged();
  }

  /** Number of bytes of the file read so far. */
  public long offset() {
    return file.offset();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
