package dev.catenary.capture.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Recordings that were cut, changed or are nothing but noise: read as far as they go, counted. */
class DamagedCaptureTest {
  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("damaged", ".pcap");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  private static byte[] recording(CaptureFiles.Format format, List<Seen> expected) {
    Random random = new Random(1);
    List<CaptureFiles.Frame> frames = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] payload = new byte[i == 2 ? 600 : 60];
      random.nextBytes(payload);
      List<byte[]> parts = i == 2 ? Wire.fragments(9, payload, 200) : List.of(Wire.ip(payload));
      for (byte[] part : parts) {
        frames.add(new CaptureFiles.Frame(i * 1_000_000_000L, Wire.Link.ETHERNET.frame(part)));
      }
      expected.add(Seen.expected(i * 1_000_000_000L, payload));
    }
    return format.file(1, frames);
  }

  /** Wherever it is cut: what lies before is read, and what cannot be read is counted. */
  @Property(tries = 300)
  void cutFileGivesTheDatagramsBeforeTheCut(@ForAll CaptureFiles.Format format, @ForAll long where)
      throws IOException {
    List<Seen> expected = new ArrayList<>();
    byte[] whole = recording(format, expected);
    int length = 4 + (int) Long.remainderUnsigned(where, whole.length - 3);
    Files.write(file, Arrays.copyOf(whole, length));
    Counters counters = new Counters();
    List<Seen> read = Seen.read(file, counters);
    assertThat(read).isEqualTo(expected.subList(0, read.size()));
    boolean lastFragmentMissing = counters.get(DeviceCounter.FRAGMENTS_INCOMPLETE) > 0;
    if (length == whole.length) {
      assertThat(read).hasSize(6);
      assertThat(counters.snapshot()).isEmpty();
    } else if (!lastFragmentMissing && !endsBetweenRecords(whole, length)) {
      assertThat(counters.get(DeviceCounter.CAPTURE_RECORDS_UNREADABLE)).isEqualTo(1);
    }
  }

  /** Asked of the reader of frames: a file cut between two records is a good shorter file. */
  private static boolean endsBetweenRecords(byte[] whole, int length) throws IOException {
    Files.write(file, Arrays.copyOf(whole, length));
    try (SequentialFile bytes = new SequentialFile(file)) {
      bytes.require(4);
      boolean ng = whole[0] == 0x0A;
      FrameReader frames = ng ? new PcapngReader(bytes) : new PcapReader(bytes);
      CapturedFrame frame = new CapturedFrame();
      long end = 0;
      while (frames.next(frame)) {
        end = bytes.offset();
      }
      return end == length || bytes.offset() == length;
    }
  }

  @Property(tries = 500)
  void changedBytesNeverThrow(@ForAll CaptureFiles.Format format, @ForAll long seed)
      throws IOException {
    byte[] bytes = recording(format, new ArrayList<>());
    Random random = new Random(seed);
    for (int n = 1 + random.nextInt(20); n > 0; n--) {
      // The first four say that it is a capture file at all.
      bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
    }
    Files.write(file, bytes);
    assertThat(Seen.read(file, new Counters())).hasSizeLessThanOrEqualTo(6);
  }

  @Property(tries = 500)
  void noiseBehindAGoodBeginningNeverThrows(@ForAll CaptureFiles.Format format, @ForAll long seed)
      throws IOException {
    byte[] whole = recording(format, new ArrayList<>());
    Random random = new Random(seed);
    int keep = 4 + random.nextInt(120);
    byte[] noise = new byte[keep + random.nextInt(3_000)];
    random.nextBytes(noise);
    System.arraycopy(whole, 0, noise, 0, Math.min(keep, noise.length));
    Files.write(file, noise);
    Counters counters = new Counters();
    List<Seen> read = Seen.read(file, counters);
    // Noise that ends where the first record does is a good file of a frame that is not UDP's.
    if (read.isEmpty() && !endsBetweenRecords(noise, noise.length)) {
      assertThat(counters.get(DeviceCounter.CAPTURE_RECORDS_UNREADABLE)).isPositive();
    }
  }

  /** Frames of any bytes, of every link type there is a code for. */
  @Property(tries = 2_000)
  void anyFrameIsADatagramOrNoneAndNeverAnException(@ForAll long seed) {
    Random random = new Random(seed);
    int[] types = {0, 1, 12, 101, 108, 113, 228, 229, 276, 9};
    UdpExtractor extractor = new UdpExtractor(new Counters());
    CapturedFrame frame = new CapturedFrame();
    var datagram = new dev.catenary.capture.link.Datagram();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      byte[] good = Wire.Link.ETHERNET.frame(Wire.ip(new byte[40]));
      System.arraycopy(good, 0, bytes, 0, Math.min(bytes.length, random.nextInt(50)));
      frame.bytes = ByteBuffer.wrap(bytes);
      frame.offset = Math.min(bytes.length, random.nextInt(4));
      frame.length = bytes.length - frame.offset;
      frame.linkType = types[random.nextInt(types.length)];
      if (extractor.extract(frame, datagram)) {
        assertThat(datagram.length).isBetween(0, 65_535);
        assertThat(datagram.offset + datagram.length).isLessThanOrEqualTo(datagram.bytes.limit());
      }
    }
  }
}
