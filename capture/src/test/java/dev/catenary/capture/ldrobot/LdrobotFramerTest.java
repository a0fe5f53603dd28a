package dev.catenary.capture.ldrobot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.PacketFramer;
import dev.catenary.proto.point.PointBatch;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LdrobotFramerTest {
  private final PointBatch batch = new PointBatch(LdrobotFrame.POINTS);

  /** Feeds the stream in pieces of random length; the frames found, as hex. */
  private List<String> found(byte[] stream, long seed, LdrobotDecoder decoder) {
    List<String> frames = new ArrayList<>();
    Random random = new Random(seed);
    ByteBuffer bytes = ByteBuffer.wrap(stream);
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(stream.length - at, 1 + random.nextInt(90));
      decoder
          .framer()
          .accept(
              bytes,
              at,
              length,
              (packet, offset, size) -> {
                batch.clear();
                boolean good = decoder.decode(packet, offset, size, batch) == DecodeStatus.OK;
                if (good) {
                  byte[] frame = new byte[size];
                  packet.get(offset, frame);
                  frames.add(HexFormat.of().formatHex(frame));
                }
                return good;
              });
      at += length;
    }
    return frames;
  }

  private static LdrobotDecoder decoder() {
    return new LdrobotDecoder(new LdrobotConfig(0, 100));
  }

  /** Noise of every byte but the start mark: no frame may be lost, and every byte is accounted. */
  @Property(tries = 200)
  void everyFrameIsFoundBetweenNoise(@ForAll long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<String> sent = new ArrayList<>();
    int noise = 0;
    for (int i = 0; i < 20; i++) {
      for (int n = random.nextInt(70); n > 0; n--) {
        int value = random.nextInt(256);
        stream.write(value == 0x54 ? 0 : value);
        noise++;
      }
      byte[] frame = new LdrobotFrames(random.nextLong()).random().seal();
      stream.writeBytes(frame);
      sent.add(HexFormat.of().formatHex(frame));
    }
    LdrobotDecoder decoder = decoder();
    assertThat(found(stream.toByteArray(), seed, decoder)).isEqualTo(sent);
    assertThat(decoder.framer().bytesSkipped()).isEqualTo(noise);
  }

  /** Cut at both ends and full of false starts: what a search over the whole stream finds. */
  @Property(tries = 200)
  void findsInPiecesWhatASearchOverTheWholeStreamFinds(@ForAll long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      for (int n = random.nextInt(30); n > 0; n--) {
        stream.writeBytes(random.nextBoolean() ? new byte[] {0x54, 0x2C} : new byte[] {0x54});
      }
      byte[] frame = new LdrobotFrames(random.nextLong()).random().seal();
      int from = random.nextInt(3) == 0 ? random.nextInt(47) : 0;
      stream.write(frame, from, 47 - from);
    }
    byte[] all = stream.toByteArray();
    List<String> expected = new ArrayList<>();
    LdrobotDecoder whole = decoder();
    for (int at = 0; at + 47 <= all.length; ) {
      batch.clear();
      boolean good = whole.decode(ByteBuffer.wrap(all), at, 47, batch) == DecodeStatus.OK;
      if (good) {
        expected.add(HexFormat.of().formatHex(all, at, at + 47));
      }
      at += good ? 47 : 1;
    }
    assertThat(expected).isNotEmpty();
    assertThat(found(all, seed, decoder())).isEqualTo(expected);
  }

  @Property(tries = 200)
  void anyBytesNeverThrowAndAreAllAccountedFor(@ForAll long seed) {
    byte[] bytes = new byte[5_000];
    new Random(seed).nextBytes(bytes);
    LdrobotDecoder decoder = decoder();
    int frames = found(bytes, seed, decoder).size();
    assertThat(decoder.framer().bytesSkipped() + frames * 47L)
        .isBetween((long) bytes.length - 46, (long) bytes.length);
  }

  @Test
  void frameAfterOneThatIsCutOffIsNotLost() {
    byte[] frame = LdrobotFrames.ofTheManual();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write(frame, 0, 30);
    stream.writeBytes(frame);
    LdrobotDecoder decoder = decoder();
    assertThat(found(stream.toByteArray(), 1, decoder)).hasSize(1);
    assertThat(decoder.framer().bytesSkipped()).isEqualTo(30);
  }

  @Test
  void framingAndDecodingAllocateNothing() {
    LdrobotDecoder decoder = decoder();
    ByteBuffer stream = ByteBuffer.wrap(LdrobotFrames.ofTheManual());
    PacketFramer.PacketSink sink =
        (packet, offset, size) -> {
          batch.clear();
          return decoder.decode(packet, offset, size, batch) == DecodeStatus.OK;
        };
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 30_000; i++) {
      if (i == 20_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      decoder.framer().accept(stream, 0, 20, sink);
      decoder.framer().accept(stream, 20, 27, sink);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(batch.size).isEqualTo(12);
  }
}
