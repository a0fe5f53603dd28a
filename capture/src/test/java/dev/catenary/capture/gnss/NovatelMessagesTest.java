package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class NovatelMessagesTest {
  private static final int INSPVAX_LENGTH = 28 + 126 + 4;

  private final Counters counters = new Counters();
  private final List<Solution> solutions = new ArrayList<>();
  private int fixes;
  private final GnssStream stream =
      new GnssStream(
          counters,
          18,
          new GnssListener() {
            @Override
            public void fix(GnssFix fix) {
              fixes++;
            }

            @Override
            public void ins(InsSolution s) {
              solutions.add(
                  new Solution(
                      s.gpsTimeNanos,
                      Math.toDegrees(s.latitudeRad),
                      Math.toDegrees(s.longitudeRad),
                      s.heightMetres,
                      Math.toDegrees(s.rollRad),
                      Math.toDegrees(s.pitchRad),
                      Math.toDegrees(s.azimuthRad),
                      s.quality));
            }
          });

  private record Solution(
      long time,
      double latitude,
      double longitude,
      double height,
      double roll,
      double pitch,
      double azimuth,
      PoseQuality quality) {}

  private void accept(byte[] bytes) {
    stream.accept(ByteBuffer.wrap(bytes), 0, bytes.length, 0);
  }

  /**
   * The receiver logs the same moments as INSPVAX, with height above the geoid and undulation, and
   * as INSPVAS, with height above the ellipsoid: both must be one place.
   */
  @Test
  void inspvaxAndInspvasOfOneMomentAgree() throws IOException {
    accept(
        Files.readAllBytes(
            RecordingsFolder.excerpts().resolve("sensors/ins-novatel-oem7/bestpos.gps")));
    // INSPVAS, INSPVAX, BESTPOS, BESTVEL; the others are 1163 and 726.
    assertThat(counters.get(DeviceCounter.INS_MESSAGES)).isEqualTo(10 + 2 + 5 + 5);
    assertThat(counters.get(DeviceCounter.INS_OTHER)).isEqualTo(2 + 2);
    assertThat(counters.get(DeviceCounter.INS_BAD_CRC)).isZero();
    // The receiver's prompts, "<OK" and "[COM1]", before the first message.
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_SKIPPED)).isEqualTo(104);
    int pairs = 0;
    for (int i = 1; i < solutions.size(); i++) {
      Solution a = solutions.get(i - 1);
      Solution b = solutions.get(i);
      if (a.time() == b.time()) {
        assertThat(b.latitude()).isEqualTo(a.latitude());
        assertThat(b.longitude()).isEqualTo(a.longitude());
        assertThat(b.height()).isCloseTo(a.height(), within(1e-9));
        assertThat(b.roll()).isEqualTo(a.roll());
        assertThat(b.pitch()).isEqualTo(a.pitch());
        assertThat(b.azimuth()).isEqualTo(a.azimuth());
        pairs++;
      }
    }
    assertThat(pairs).isEqualTo(2);
  }

  @Test
  void fieldsAreReadWhereTheManualPutsThem() {
    accept(inspvax(3, 56, -37.5));
    Solution s = solutions.getFirst();
    assertThat(s.time()).isEqualTo((2_200L * 604_800 + 345_600) * 1_000_000_000L + 250_000_000);
    assertThat(s.latitude()).isCloseTo(-37.5, within(1e-12));
    assertThat(s.longitude()).isCloseTo(147.25, within(1e-12));
    assertThat(s.height()).isCloseTo(104.5, within(1e-6));
    assertThat(s.roll()).isCloseTo(1.5, within(1e-12));
    assertThat(s.pitch()).isCloseTo(-2.5, within(1e-12));
    assertThat(s.azimuth()).isCloseTo(275, within(1e-12));
    assertThat(s.quality()).isEqualTo(PoseQuality.RTK_FIXED);
  }

  @Test
  void statusAndTypeGiveTheQuality() {
    accept(inspvax(6, 56, -37.5));
    accept(inspvax(3, 52, -37.5));
    accept(inspvax(3, 53, -37.5));
    assertThat(solutions.stream().map(Solution::quality))
        .containsExactly(PoseQuality.DEAD_RECKONING, PoseQuality.DIFFERENTIAL, PoseQuality.SINGLE);
  }

  @Test
  void solutionThatIsNotYetAlignedIsNotHandedOn() {
    accept(inspvax(1, 53, -37.5));
    accept(inspvax(10, 53, -37.5));
    assertThat(solutions).isEmpty();
    assertThat(counters.get(DeviceCounter.INS_MESSAGES)).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.INS_NOT_ALIGNED)).isEqualTo(2);
  }

  @Test
  void solutionOfAStatusThatIsNotGoodHasAWorseQualityAndIsCounted() {
    accept(inspvax(2, 56, -37.5));
    accept(inspvax(6, 56, -37.5));
    assertThat(solutions.stream().map(Solution::quality))
        .containsExactly(PoseQuality.DEAD_RECKONING, PoseQuality.DEAD_RECKONING);
    assertThat(counters.get(DeviceCounter.INS_DEGRADED)).isEqualTo(2);
  }

  @Test
  void solutionThatIsNoPlaceIsNotHandedOn() {
    accept(inspvax(3, 56, Double.NaN));
    accept(inspvax(3, 56, 91));
    assertThat(solutions).isEmpty();
  }

  /** A header whose length was damaged must not take the messages after it along. */
  @Test
  void messagesAfterADamagedLengthAreFound() {
    byte[] damaged = inspvax(3, 56, -37.5);
    damaged[9] = 0x02;
    accept(damaged);
    for (int i = 0; i < 8; i++) {
      accept(inspvax(3, 56, -37.5));
    }
    accept(
        "$GPGGA,092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,*5B\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    stream.end();
    assertThat(solutions).hasSize(8);
    assertThat(fixes).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.INS_BAD_CRC)).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_SKIPPED)).isEqualTo(INSPVAX_LENGTH);
  }

  @Test
  void messageWithADamagedByteIsCountedAndItsBytesAreSkipped() {
    byte[] damaged = inspvax(3, 56, -37.5);
    damaged[60] ^= 1;
    accept(damaged);
    accept(inspvax(3, 56, -37.5));
    assertThat(solutions).hasSize(1);
    assertThat(counters.get(DeviceCounter.INS_BAD_CRC)).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_SKIPPED)).isEqualTo(INSPVAX_LENGTH);
  }

  /** OEM7 Commands and Logs Reference Manual: long binary header, log INSPVAX; CRC by the JDK. */
  private static byte[] inspvax(int insStatus, int positionType, double latitude) {
    ByteBuffer message = ByteBuffer.allocate(INSPVAX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    message.put((byte) 0xAA).put((byte) 0x44).put((byte) 0x12).put((byte) 28);
    message.putShort((short) 1465).put((byte) 0).put((byte) 0x20).putShort((short) 126);
    message.putShort((short) 0).put((byte) 0).put((byte) 180);
    message.putShort((short) 2_200).putInt(345_600_250).putInt(0).putShort((short) 0);
    message.putShort((short) 0);
    message.putInt(insStatus).putInt(positionType);
    message.putDouble(latitude).putDouble(147.25).putDouble(100.25).putFloat(4.25f);
    message.putDouble(1).putDouble(2).putDouble(3);
    message.putDouble(1.5).putDouble(-2.5).putDouble(275);
    for (int i = 0; i < 9; i++) {
      message.putFloat(0.01f);
    }
    message.putInt(0).putShort((short) 0);
    return message.putInt(novatelCrc(message.array())).array();
  }

  /**
   * NovAtel's CRC is the usual CRC-32 without its first and last inversion; by linearity it is the
   * usual one of the message, less that of as many zero bytes.
   */
  private static int novatelCrc(byte[] message) {
    int length = message.length - 4;
    CRC32 ofMessage = new CRC32();
    ofMessage.update(message, 0, length);
    CRC32 ofZeros = new CRC32();
    ofZeros.update(new byte[length], 0, length);
    return (int) (ofMessage.getValue() ^ ofZeros.getValue());
  }
}
