package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Messages of SBG Systems and VectorNav, written byte by byte from their manuals. */
class InsOfOtherMakersTest {
  private static final int MICROS = 5_000_000;
  private static final int VALID = 4 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7;

  private final Heard heard = new Heard();

  /** 2026-09-09 23:59:42.0004 UTC is Thursday 00:00:00.0004 of GPS week 2435. */
  private static byte[] utcTime() {
    ByteBuffer d = Frames.payload(33);
    d.putInt(0, MICROS).putShort(4, (short) (3 << 1 | 1 << 5 | 2 << 6));
    d.putShort(6, (short) 2_026).put(8, (byte) 9).put(9, (byte) 9).put(10, (byte) 23);
    d.put(11, (byte) 59).put(12, (byte) 42).putInt(13, 400_000).putInt(17, 345_600_000);
    return Frames.sbg(2, d);
  }

  private static byte[] nav(int micros, int status) {
    ByteBuffer d = Frames.payload(72);
    d.putInt(0, micros).putDouble(28, -37.8).putDouble(36, 145).putDouble(44, 50);
    return Frames.sbg(8, d.putFloat(52, 4.25f).putInt(68, status));
  }

  private static byte[] euler(int micros) {
    ByteBuffer d = Frames.payload(32).putInt(0, micros);
    d.putFloat(4, 0.125f).putFloat(8, -0.25f).putFloat(12, 2);
    return Frames.sbg(6, d.putInt(28, VALID));
  }

  private static byte[] gps1Pos() {
    ByteBuffer d = Frames.payload(57).putInt(0, MICROS);
    return Frames.sbg(14, d.putInt(4, 7 << 6));
  }

  @Test
  void sbgPlaceAndAttitudeOfOneStampAreOneSolution() {
    heard.take(utcTime(), gps1Pos(), nav(MICROS + 20_000, VALID), euler(MICROS + 20_000)).end();
    assertThat(heard.solutions).hasSize(1);
    Heard.Said said = heard.solutions.getFirst();
    assertThat(said.gpsTimeNanos())
        .isEqualTo(GpsTime.ofWeek(2_435, 345_600) + 400_000 + 20_000_000);
    assertThat(said.latitude()).isCloseTo(-37.8, within(1e-12));
    assertThat(said.height()).as("above the geoid, and undulation").isEqualTo(54.25);
    assertThat(Math.toRadians(said.roll())).isCloseTo(0.125, within(1e-9));
    assertThat(Math.toRadians(said.pitch())).isCloseTo(-0.25, within(1e-9));
    assertThat(Math.toRadians(said.heading())).isCloseTo(2, within(1e-9));
    assertThat(said.quality()).isEqualTo(PoseQuality.RTK_FIXED);
  }

  @Test
  void sbgSolutionBeforeTheTimeIsKnownOrWithoutHeadingIsNone() {
    heard.take(nav(MICROS, VALID), euler(MICROS));
    heard.take(nav(MICROS + 10, VALID & ~(1 << 5)), euler(MICROS + 10), utcTime()).end();
    assertThat(heard.solutions).isEmpty();
    assertThat(heard.count(DeviceCounter.INS_NOT_ALIGNED)).isEqualTo(2);
  }

  @Test
  void sbgPositionThatIsNotReliableIsDeadReckoning() {
    heard.take(utcTime(), nav(MICROS, VALID & ~(1 << 7)), euler(MICROS)).end();
    assertThat(heard.solutions.getFirst().quality()).isEqualTo(PoseQuality.DEAD_RECKONING);
    assertThat(heard.count(DeviceCounter.INS_DEGRADED)).isEqualTo(1);
  }

  /** Common group: TimeGps, Ypr, Position, InsStatus; GNSS1 group: Fix. */
  private static byte[] vectorNav(int insStatus) {
    ByteBuffer d = Frames.payload(1 + 2 + 2 + 8 + 12 + 24 + 2 + 1);
    d.put((byte) 0b0000_1001).putShort((short) (1 << 1 | 1 << 3 | 1 << 6 | 1 << 12));
    d.putShort((short) (1 << 4)).putLong(GpsTime.ofWeek(2_435, 345_600.25));
    d.putFloat(-90).putFloat(2.5f).putFloat(-1.25f).putDouble(-37.8).putDouble(145);
    return Frames.vectorNav(d.putDouble(54.25).putShort((short) insStatus).put((byte) 8));
  }

  @Test
  void vectorNavMessageOfTwoGroupsIsASolution() {
    heard.take(vectorNav(0x6)).end();
    Heard.Said said = heard.solutions.getFirst();
    assertThat(said.gpsTimeNanos()).isEqualTo(GpsTime.ofWeek(2_435, 345_600.25));
    assertThat(said.latitude()).isCloseTo(-37.8, within(1e-12));
    assertThat(said.height()).isEqualTo(54.25);
    assertThat(said.heading()).isCloseTo(-90, within(1e-9));
    assertThat(said.pitch()).isCloseTo(2.5, within(1e-9));
    assertThat(said.roll()).isCloseTo(-1.25, within(1e-9));
    assertThat(said.quality()).isEqualTo(PoseQuality.RTK_FIXED);
  }

  @Test
  void vectorNavThatLostGnssIsDegradedAndOneThatDoesNotTrackIsNone() {
    heard.take(vectorNav(0x3), vectorNav(0x0)).end();
    assertThat(heard.solutions).hasSize(1);
    assertThat(heard.count(DeviceCounter.INS_DEGRADED)).isEqualTo(1);
    assertThat(heard.count(DeviceCounter.INS_NOT_ALIGNED)).isEqualTo(1);
  }

  @Test
  void damagedMessagesAreCountedAndTheNextAreFound() {
    byte[] sbg = nav(MICROS, VALID);
    sbg[20] ^= 1;
    byte[] vn = vectorNav(0x6);
    vn[20] ^= 1;
    heard.take(sbg, vn, vectorNav(0x6)).end();
    assertThat(heard.count(DeviceCounter.RECEIVER_BAD_CHECK)).isGreaterThanOrEqualTo(2);
    assertThat(heard.solutions).hasSize(1);
  }
}
