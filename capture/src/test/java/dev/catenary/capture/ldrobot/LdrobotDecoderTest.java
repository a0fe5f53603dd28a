package dev.catenary.capture.ldrobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LdrobotDecoderTest {
  private static final LdrobotConfig EVERYTHING = new LdrobotConfig(0, 100);
  private final PointBatch batch = new PointBatch(LdrobotFrame.POINTS);
  private final LdrobotDecoder decoder = new LdrobotDecoder(EVERYTHING);

  private DecodeStatus decode(byte[] frame) {
    batch.clear();
    return decoder.decode(ByteBuffer.wrap(frame), 0, frame.length, batch);
  }

  /**
   * LD19 Development Manual V2.3, protocol chapter: the frame it explains, and what it says of it.
   */
  @Test
  void frameOfTheManualGivesTheManualsValues() {
    assertThat(decode(LdrobotFrames.ofTheManual())).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(12);
    double[] metres = {.224, .220, .217, .213, .211, .208, .205, .202, .199, .197, .194, .192};
    int[] intensities = {228, 226, 229, 227, 228, 233, 228, 226, 233, 229, 229, 229};
    for (int i = 0; i < 12; i++) {
      double clockwise = Math.toRadians(324.27 + i * (334.70 - 324.27) / 11);
      assertThat((double) batch.xSensorMetres[i])
          .isCloseTo(metres[i] * Math.cos(clockwise), within(1e-6));
      assertThat((double) batch.ySensorMetres[i])
          .isCloseTo(-metres[i] * Math.sin(clockwise), within(1e-6));
      assertThat(batch.zSensorMetres[i]).isZero();
      assertThat((int) batch.intensity[i]).isEqualTo(intensities[i]);
    }
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(6_714_000_000L);
    // 10.43 degrees at 2152 degrees a second.
    assertThat(batch.sensorTimeNanos[11] - batch.sensorTimeNanos[0])
        .isCloseTo(4_846_654L, within(2L));
  }

  @Test
  void angleRunsOnPastTheFullTurn() {
    byte[] frame = new LdrobotFrames(1).angles(35_900, 200).all(1_000, 9).seal();
    assertThat(decode(frame)).isEqualTo(DecodeStatus.OK);
    assertThat((double) batch.ySensorMetres[0])
        .isCloseTo(Math.sin(Math.toRadians(1)), within(1e-6));
    assertThat((double) batch.ySensorMetres[11])
        .isCloseTo(-Math.sin(Math.toRadians(2)), within(1e-6));
  }

  @Test
  void timeRunsOnPastThirtySeconds() {
    decode(new LdrobotFrames(1).millis(29_995).all(1_000, 1).seal());
    long before = batch.sensorTimeNanos[0];
    decode(new LdrobotFrames(2).millis(3).all(1_000, 1).seal());
    assertThat(batch.sensorTimeNanos[0] - before).isEqualTo(8_000_000);
  }

  @Test
  void distanceZeroAndPointsOutOfRangeAreNoPoints() {
    LdrobotDecoder near = new LdrobotDecoder(new LdrobotConfig(0.5, 8));
    LdrobotFrames frame = new LdrobotFrames(1).all(1_000, 1);
    frame.point(0, 0, 255).point(1, 499, 1).point(2, 500, 1).point(3, 8_000, 1).point(4, 8_001, 1);
    assertThat(near.decode(ByteBuffer.wrap(frame.seal()), 0, 47, batch)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(12 - 3);
  }

  @Test
  void everyCauseOfRefusalIsTold() {
    byte[] frame = LdrobotFrames.ofTheManual();
    assertThat(decoder.decode(ByteBuffer.wrap(frame), 0, 46, batch))
        .isEqualTo(DecodeStatus.BAD_LENGTH);
    assertThat(decode(with(frame, 0, 0x55))).isEqualTo(DecodeStatus.BAD_MAGIC);
    assertThat(decode(with(frame, 1, 0x2B))).isEqualTo(DecodeStatus.BAD_MAGIC);
    assertThat(decode(with(frame, 20, frame[20] + 1))).isEqualTo(DecodeStatus.BAD_CHECKSUM);
    assertThat(decode(new LdrobotFrames(1).angles(36_001, 10).seal()))
        .isEqualTo(DecodeStatus.BAD_MAGIC);
    assertThat(batch.size).isZero();
  }

  /** A CRC of degree eight finds every error of one bit, and every burst of up to eight. */
  @Property(tries = 300)
  void everyBurstOfUpToEightBitsIsFound(
      @ForAll long seed, @ForAll @IntRange(min = 16, max = 368) int bit, @ForAll byte pattern) {
    byte[] frame = new LdrobotFrames(seed).random().seal();
    int burst = (pattern & 0xFF | 0x80) << (8 - bit % 8);
    frame[bit / 8] ^= (byte) (burst >> 8);
    if (bit / 8 + 1 < frame.length) {
      frame[bit / 8 + 1] ^= (byte) burst;
    } else if ((byte) (burst >> 8) == 0) {
      return;
    }
    assertThat(decode(frame)).isEqualTo(DecodeStatus.BAD_CHECKSUM);
  }

  /** A frame gives back the values that were put into it, to the millimetre. */
  @Property(tries = 300)
  void frameGivesBackWhatWasPutIn(@ForAll long seed) {
    LdrobotFrames frame = new LdrobotFrames(seed).random();
    assertThat(decode(frame.seal())).isEqualTo(DecodeStatus.OK);
    int found = 0;
    for (int i = 0; i < 12; i++) {
      if (frame.millimetres(i) > 0) {
        double range = Math.hypot(batch.xSensorMetres[found], batch.ySensorMetres[found]);
        double clockwise =
            Math.toDegrees(Math.atan2(-batch.ySensorMetres[found], batch.xSensorMetres[found]));
        assertThat(range).isCloseTo(frame.millimetres(i) / 1e3, within(1e-5));
        double off = Math.IEEEremainder(clockwise - frame.degrees(i), 360);
        assertThat(off).isCloseTo(0, within(1e-4));
        found++;
      }
    }
    assertThat(batch.size).isEqualTo(found);
  }

  @Property(tries = 1_000)
  void anyBytesGiveAStatusAndNeverAnException(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    if (bytes.length > 1) {
      bytes[0] = 0x54;
      bytes[1] = 0x2C;
    }
    DecodeStatus status = decode(bytes);
    assertThat(status == DecodeStatus.OK || batch.size == 0).isTrue();
    assertThat(status == DecodeStatus.BAD_LENGTH).isEqualTo(bytes.length != 47);
  }

  private static byte[] with(byte[] frame, int at, int value) {
    byte[] changed = frame.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
