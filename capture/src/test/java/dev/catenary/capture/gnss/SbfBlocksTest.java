package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SBF blocks, offsets as in the mosaic-X5 Reference Guide. */
class SbfBlocksTest {
  private final Heard heard = new Heard();

  private static byte[] log(String name) throws IOException {
    return Files.readAllBytes(
        RecordingsFolder.excerpts().resolve("sensors/gnss-septentrio-sbf/" + name));
  }

  /** Counts are those of an independent framing, expected.json: used blocks and others. */
  @ParameterizedTest
  @CsvSource({
    "pygpsdata_x5pvt.log, 0, 64",
    "pygpsdata_x5_pvtgeod.log, 2, 3",
    "pygpsdata_mosaicH_attitude.log, 0, 1",
    "pygpsdata_x5_attitude.log, 1, 2",
    "pygpsdata_x5_time.log, 1, 1",
    "pygpsdata_mixed.log, 1, 1",
    "pygpsdata_x5_pvttruncated.log, 2, 1",
    "pygpsdata_bad.log, 0, 6",
    "sbfdata.log, 0, 232"
  })
  void blocksAreThoseOfAnIndependentFraming(String name, int used, int others) throws IOException {
    byte[] bytes = log(name);
    for (int at = 0; at < bytes.length; at += 7) {
      heard.stream.accept(ByteBuffer.wrap(bytes), at, Math.min(7, bytes.length - at), 0);
    }
    heard.end();
    assertThat(heard.count(DeviceCounter.RECEIVER_OTHER)).isEqualTo(others);
    long ubx =
        heard.names.snapshot().entrySet().stream()
            .filter(each -> each.getKey().startsWith("NAV") || each.getKey().equals("UBX"))
            .mapToLong(java.util.Map.Entry::getValue)
            .sum();
    assertThat(heard.count(DeviceCounter.RECEIVER_MESSAGES) - ubx).isEqualTo(used);
  }

  /** The fields in expected.json. */
  @ParameterizedTest
  @CsvSource({"pygpsdata_x5_pvtgeod.log", "pygpsdata_mixed.log", "pygpsdata_x5_pvttruncated.log"})
  void placeIsThatOfTheReference(String name) throws IOException {
    heard.take(log(name)).end();
    assertThat(heard.fixes).hasSize(1);
    Heard.Said fix = heard.fixes.getFirst();
    assertThat(fix.gpsTimeNanos()).isEqualTo(GpsTime.ofWeek(2_367, 482_847));
    assertThat(fix.latitude()).isCloseTo(53.344052492, within(1e-9));
    assertThat(fix.longitude()).isCloseTo(-2.246685986, within(1e-9));
    assertThat(fix.height()).isCloseTo(131.186, within(0.001));
    assertThat(fix.quality()).as("mode 6, SBAS").isEqualTo(PoseQuality.DIFFERENTIAL);
  }

  private static ByteBuffer block(int length, int towMillis) {
    return Frames.payload(length).putInt(8, towMillis).putShort(12, (short) 2_435);
  }

  private static byte[] pvt(int towMillis) {
    ByteBuffer b = block(96, towMillis).put(14, (byte) 4);
    b.putDouble(16, Math.toRadians(-37.8)).putDouble(24, Math.toRadians(145)).putDouble(32, 54.3);
    b.putFloat(44, 3).putFloat(48, 4).putFloat(56, 53.13f).put(74, (byte) 17);
    return Frames.sbf(4_007 | 2 << 13, b);
  }

  private static byte[] attEuler(int towMillis, int mode, float roll) {
    ByteBuffer b = block(44, towMillis).putShort(16, (short) mode);
    b.putFloat(20, 200.25f).putFloat(24, 1.5f).putFloat(28, roll);
    return Frames.sbf(5_938, b);
  }

  @Test
  void attitudeOfTheSameMomentJoinsThePlace() {
    heard.take(pvt(1_000), attEuler(1_000, 4, -2.5f), pvt(1_100));
    assertThat(heard.fixes).hasSize(1);
    Heard.Said fix = heard.fixes.getFirst();
    assertThat(fix.heading()).isCloseTo(200.25, within(1e-4));
    assertThat(fix.pitch()).isCloseTo(1.5, within(1e-4));
    assertThat(fix.roll()).isCloseTo(-2.5, within(1e-4));
    assertThat(fix.quality()).isEqualTo(PoseQuality.RTK_FIXED);
  }

  /** With one auxiliary antenna there is no roll. */
  @Test
  void headingOfOnePairComesWithoutRollAndPitch() {
    heard.take(pvt(1_000), attEuler(1_000, 2, 0)).end();
    assertThat(heard.fixes.getFirst().heading()).isCloseTo(200.25, within(1e-4));
    assertThat(heard.fixes.getFirst().roll()).isNaN();
    assertThat(heard.fixes.getFirst().pitch()).isNaN();
  }

  @Test
  void attitudeThatWasNotComputedIsNone() {
    heard.take(pvt(1_000), attEuler(1_000, 0, 0)).end();
    assertThat(heard.fixes.getFirst().heading()).isNaN();
  }

  @Test
  void damagedBlockIsCountedAndTheNextIsFound() {
    byte[] damaged = pvt(1_000);
    damaged[40] ^= 1;
    heard.take(damaged, pvt(1_100)).end();
    assertThat(heard.fixes).hasSize(1);
    assertThat(heard.count(DeviceCounter.RECEIVER_BAD_CHECK)).isEqualTo(1);
  }

  @Test
  void endOfPvtEndsTheMoment() {
    heard.take(pvt(1_000), Frames.sbf(5_921, block(16, 1_000)));
    assertThat(heard.fixes).hasSize(1);
  }
}
