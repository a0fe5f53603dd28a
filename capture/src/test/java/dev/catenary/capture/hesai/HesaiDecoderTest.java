package dev.catenary.capture.hesai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HesaiDecoderTest {
  private static final int PACKETS_RANDOM = 2_000;

  private final HesaiDecoder decoder = new HesaiDecoder(new HesaiConfig(null, null, 0, 1_000));
  private final PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());

  private static List<ByteBuffer> payloads(String name) throws IOException {
    List<ByteBuffer> payloads = new ArrayList<>();
    Datagram datagram = new Datagram();
    Path file = RecordingsFolder.excerpts().resolve("sensors/hesai-" + name + "/capture.pcap");
    try (CaptureFileReader reader = new CaptureFileReader(file, new Counters())) {
      while (reader.next(datagram)) {
        byte[] copy = new byte[datagram.length];
        datagram.bytes.get(datagram.offset, copy);
        payloads.add(ByteBuffer.wrap(copy));
      }
    }
    return payloads;
  }

  private DecodeStatus decode(ByteBuffer packet) {
    batch.clear();
    return decoder.decode(packet, 0, packet.capacity(), batch);
  }

  /**
   * The tail of the first packet, read by eye: 03:19:29 UTC and 619,165 us; of 02:09:... likewise.
   */
  @ParameterizedTest
  @CsvSource({
    "xt32, 1169619165000",
    "xt32m, 2776850102000",
    "pandar40p, 1186881567000",
    "pandar64, 129977341000",
    "qt128, 209403019000"
  })
  void timeIsPastTheHour(String name, long nanos) throws IOException {
    HesaiPacket packet = new HesaiPacket();
    ByteBuffer first = payloads(name).getFirst();
    assertThat(packet.wrap(first, 0, first.capacity())).isEqualTo(DecodeStatus.OK);
    assertThat(packet.nanosPastHour()).isEqualTo(nanos);
  }

  /** Microseconds, by the manuals' tables: the last firing of a packet in a dual mode. */
  @ParameterizedTest
  @CsvSource({
    "XT32, 1, 6.000",
    "XT32, 32, 52.872",
    "XT32M2X, 17, 6.000",
    "PANDAR40P, 1, -70.800",
    "PANDAR64, 51, -46.200",
    "QT128, 33, 36.656"
  })
  void channelsFireAtTheManualsTimes(HesaiModel model, int channel, double micros) {
    HesaiFiringTimes times = new HesaiFiringTimes(model);
    int nanos = times.blockNanos(model.blocks - 1, 2) + times.channelNanos(true)[channel - 1];
    assertThat(nanos).isEqualTo((int) Math.round(micros * 1_000));
  }

  @Test
  void blocksOfOneFiringHaveOneTime() {
    HesaiFiringTimes times = new HesaiFiringTimes(HesaiModel.XT32);
    assertThat(times.blockNanos(6, 2)).isEqualTo(times.blockNanos(7, 2));
    assertThat(times.blockNanos(7, 2) - times.blockNanos(5, 2)).isEqualTo(50_000);
    assertThat(times.blockNanos(7, 1) - times.blockNanos(6, 1)).isEqualTo(50_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xt32", "xt32m", "pandar64", "qt128"})
  void packetLeftOutIsCountedByTheSequence(String name) throws IOException {
    List<ByteBuffer> payloads = payloads(name);
    assertThat(decode(payloads.get(0))).isEqualTo(DecodeStatus.OK);
    assertThat(decode(payloads.get(1))).isEqualTo(DecodeStatus.OK);
    assertThat(decode(payloads.get(5))).isEqualTo(DecodeStatus.OK);
    assertThat(decoder.packetsMissing()).isEqualTo(3);
  }

  @Test
  void packetOfAnotherModelIsRefused() throws IOException {
    assertThat(decode(payloads("xt32").getFirst())).isEqualTo(DecodeStatus.OK);
    assertThat(decode(payloads("xt32m").getFirst())).isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(batch.size).isZero();
  }

  @Test
  void gpsPacketTellsTheSentenceAndTheLock() {
    String sentence = "$GPRMC,031929,A\r\n";
    byte[] bytes = gpsPacket(sentence);
    bytes[506] = 'A';
    bytes[507] = 1;
    assertThat(decode(ByteBuffer.wrap(bytes))).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(decoder.timePacket().isTimeLocked()).isTrue();
    assertThat(decoder.timePacket().sentenceOffset()).isEqualTo(18);
    assertThat(decoder.timePacket().sentenceLength()).isEqualTo(sentence.length());
    bytes[507] = 0;
    decode(ByteBuffer.wrap(bytes));
    assertThat(decoder.timePacket().isTimeLocked()).isFalse();
  }

  /** User manual of the Pandar64, section 3.2.2 "UDP Data": status of a GGA, 0 to 9. */
  @ParameterizedTest
  @CsvSource({"A,true", "V,false", "0,false", "1,true", "2,true", "4,true", "5,true", "6,false"})
  void gpsPacketIsLockedWithAFixOfEitherSentence(char status, boolean locked) {
    byte[] bytes = gpsPacket("$GPRMC,031929,A");
    bytes[506] = (byte) status;
    bytes[507] = 1;
    assertThat(decode(ByteBuffer.wrap(bytes))).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(decoder.timePacket().isTimeLocked()).isEqualTo(locked);
  }

  /** The same section: "valid till 2 bytes after the asterisk". */
  @Test
  void gpsPacketsSentenceEndsWithItsChecksum() {
    String sentence = "$GPRMC,031929,A*1F";
    decode(ByteBuffer.wrap(gpsPacket(sentence + "7.25*44\r\n")));
    assertThat(decoder.timePacket().sentenceLength()).isEqualTo(sentence.length());
    byte[] full = gpsPacket("$" + "0".repeat(82) + "*");
    Arrays.fill(full, 102, 506, (byte) 0xDF);
    decode(ByteBuffer.wrap(full));
    assertThat(decoder.timePacket().sentenceLength()).isEqualTo(84);
  }

  private static byte[] gpsPacket(String sentence) {
    byte[] bytes = new byte[512];
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xEE;
    byte[] text = sentence.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, bytes, 18, text.length);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(HesaiModel.class)
  void anyBytesGiveAStatusAndNoException(HesaiModel model) {
    Random random = new Random(11);
    for (int i = 0; i < PACKETS_RANDOM; i++) {
      byte[] bytes = new byte[model.lengthMax()];
      random.nextBytes(bytes);
      DecodeStatus status = decode(ByteBuffer.wrap(bytes));
      assertThat(status == DecodeStatus.OK || batch.size == 0).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xt32", "xt32m", "pandar40p", "pandar64", "qt128"})
  void changedBytesOfAGoodPacketGiveAStatusAndNoException(String name) throws IOException {
    Random random = new Random(13);
    ByteBuffer good = payloads(name).getFirst();
    HesaiDecoder any = new HesaiDecoder(new HesaiConfig(null, null, 0, 1_000));
    for (int i = 0; i < PACKETS_RANDOM; i++) {
      byte[] bytes = good.array().clone();
      for (int change = 0; change < 4; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      batch.clear();
      DecodeStatus status = any.decode(ByteBuffer.wrap(bytes), 0, bytes.length, batch);
      assertThat(status == DecodeStatus.OK || batch.size == 0).isTrue();
    }
  }

  @Test
  void angleFileThatMissesAChannelIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("angles.csv");
    Files.writeString(file, "Channel,Elevation,Azimuth\n1,14.9,0.1\n2,13.9,0.1\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> HesaiAngles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found 2 channels; expected 32, 40, 64 or 128");
  }
}
