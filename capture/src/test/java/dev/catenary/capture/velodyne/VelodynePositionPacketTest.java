package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.sensor.DecodeStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Offsets: VLP-16 User Manual, table 9-3, less the 42 bytes of protocol header counted there. */
class VelodynePositionPacketTest {
  private static final String SENTENCE =
      "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\r\n";

  private final VelodynePositionPacket packet = new VelodynePositionPacket();

  @ParameterizedTest
  @EnumSource(ByteOrderName.class)
  void timeStateAndSentenceAreReadWhateverTheBuffersOrder(ByteOrderName order) {
    ByteBuffer bytes = ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN);
    int at = 13;
    bytes.putInt(at + 0xF0 - 42, (int) 3_599_999_999L);
    bytes.put(at + 0xF4 - 42, (byte) 2);
    byte[] sentence = SENTENCE.getBytes(StandardCharsets.US_ASCII);
    bytes.put(at + 0xF8 - 42, sentence);
    bytes.order(order.order);

    assertThat(packet.wrap(bytes, at, 512)).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(packet.timestampMicros()).isEqualTo(3_599_999_999L);
    assertThat(packet.ppsStatus()).isEqualTo(VelodynePositionPacket.PpsStatus.LOCKED);
    assertThat(packet.hasTime()).isTrue();
    byte[] read = new byte[packet.sentenceLength()];
    bytes.get(packet.sentenceOffset(), read);
    assertThat(read).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ABSENT",
    "1, SYNCHRONIZING",
    "2, LOCKED",
    "3, ERROR",
    "4, UNKNOWN",
    "255, UNKNOWN"
  })
  void thePulseHasTheStateOfTable94(int raw, VelodynePositionPacket.PpsStatus status) {
    ByteBuffer bytes = ByteBuffer.allocate(512);
    bytes.put(202, (byte) raw);
    assertThat(packet.wrap(bytes, 0, 512)).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(packet.ppsStatus()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $GPRMC,220512,A,3714.5610,N,12153.4000,W,000.0,000.0,230812,014.8,E*6C    | true
          $GPRMC,220512,V,3714.5610,N,12153.4000,W,000.0,000.0,230812,014.8,E*6C    | false
          $GPRMC,220512,                                                            | false
          $GPRMC,220512                                                             | false
          $GNGGA,220512,3714.5610,N,12153.4000,W,1,08,1.0,10.0,M,-30.0,M,,*55       | true
          $GPGGA,220512,3714.5610,N,12153.4000,W,0,00,,,M,,M,,*55                   | false
          $GPGGA,220512,,,,,,                                                       | false
          $GPHDT,1,A,3,4,5,1,T*00                                                   | false
          xGPRMC,220512,A,                                                          | false
          $GPR                                                                      | false
          """)
  void onlyAValidSentenceTellsTheTime(String sentence, boolean hasTime) {
    ByteBuffer bytes = ByteBuffer.allocate(512);
    bytes.put(202, (byte) 2);
    bytes.put(206, sentence.getBytes(StandardCharsets.US_ASCII));
    assertThat(packet.wrap(bytes, 0, 512)).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(packet.hasTime()).isEqualTo(hasTime);
  }

  @Test
  void withoutAReceiverThereIsNoSentence() {
    assertThat(packet.wrap(ByteBuffer.allocate(512), 0, 512)).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(packet.sentenceLength()).isZero();
    assertThat(packet.hasTime()).isFalse();
  }

  @Test
  void anotherLengthIsNoPositionPacket() {
    assertThat(packet.wrap(ByteBuffer.allocate(554), 0, 554)).isEqualTo(DecodeStatus.BAD_LENGTH);
  }

  enum ByteOrderName {
    BIG(ByteOrder.BIG_ENDIAN),
    LITTLE(ByteOrder.LITTLE_ENDIAN);

    final ByteOrder order;

    ByteOrderName(ByteOrder order) {
      this.order = order;
    }
  }
}
