package dev.catenary.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.ReceiverSettings;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatchPool;
import dev.catenary.proto.point.TimeQuality;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A Velodyne's position packets, by the offsets of VLP-16 User Manual 63-9243 Rev. E, 9.3.3. */
class PositionPacketsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOON = Instant.parse("2026-11-21T12:00:00Z").getEpochSecond() * SECOND;
  private static final int LOCKED = 2;

  private final Counters counters = new Counters();
  private final HostClock hostClock = new HostClock();
  private final PointBatchPool pool = new PointBatchPool(8, 768);
  private int fixes;
  private final GnssListener listener =
      new GnssListener() {
        @Override
        public void fix(GnssFix fix) {
          fixes++;
        }

        @Override
        public void ins(InsSolution solution) {}
      };
  private final SensorInput sensor =
      new SensorInput(
          0,
          new VelodyneDecoder(VelodyneConfig.automatic()),
          new TimeTie(SensorTimeScale.UTC_HOUR, 18, hostClock, counters),
          new PoseWait(
              new Georeferencer(new FixedPose(new Pose()), Mount.NONE),
              pool,
              _ -> {},
              counters,
              4,
              SECOND),
          new GnssStream(
              counters, ReceiverSettings.of(18), hostClock, new HeardMessages(), listener),
          pool,
          counters);

  private void accept(ByteBuffer bytes, long hostNanos) {
    Datagram datagram = new Datagram();
    datagram.bytes = bytes;
    datagram.length = bytes.capacity();
    datagram.arrivalNanos = hostNanos;
    sensor.accept(datagram);
    sensor.poseWait().drain(hostNanos);
  }

  private void position(int ppsStatus, String sentence, long hostNanos) {
    int checksum = sentence.chars().reduce(0, (a, b) -> a ^ b);
    String text = String.format("$%s*%02X\r\n", sentence, checksum);
    ByteBuffer bytes = ByteBuffer.allocate(512);
    bytes.put(202, (byte) ppsStatus).put(206, text.getBytes(StandardCharsets.US_ASCII));
    accept(bytes, hostNanos);
  }

  private void points(long hostNanos) {
    ByteBuffer bytes = ByteBuffer.allocate(1_206).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 12; block++) {
      bytes.putShort(block * 100, (short) 0xEEFF).putShort(block * 100 + 2, (short) (block * 40));
      for (int i = 0; i < 32; i++) {
        bytes.putShort(block * 100 + 4 + i * 3, (short) 5_000);
      }
    }
    bytes.put(1_204, (byte) 0x37).put(1_205, (byte) 0x22);
    accept(bytes, hostNanos);
  }

  private static String gga(int second) {
    return String.format("GPGGA,1200%02d.00,3751.65,S,14507.36,E,1,12,1.0,60.0,M,0.0,M,,", second);
  }

  private static String rmc(int second) {
    return String.format("GPRMC,1200%02d,A,3751.65,S,14507.36,E,0.0,0.0,211126,,,A", second);
  }

  @Test
  void sentenceThatIsRepeatedInPacketAfterPacketIsOneFix() {
    position(LOCKED, rmc(0), NOON);
    for (int packet = 0; packet < 100; packet++) {
      position(LOCKED, gga(packet / 50), NOON + packet * SECOND / 50);
    }
    assertThat(fixes).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.NMEA_SENTENCES)).isEqualTo(3);
  }

  /** The receiver's cable is off: its last sentence says nothing of the host's clock any more. */
  @Test
  void staleSentenceDoesNotDragTheHostsClock() {
    position(LOCKED, rmc(0), NOON);
    for (int second = 0; second < 100; second++) {
      position(LOCKED, gga(1), NOON + second * SECOND);
    }
    assertThat(hostClock.isTold()).isTrue();
    assertThat(hostClock.aheadNanos()).isZero();
  }

  @Test
  void whetherThePulseIsLockedIsTakenFromEachPacket() {
    position(LOCKED, rmc(0), NOON);
    position(LOCKED, rmc(0), NOON + 1);
    points(NOON + 2);
    assertThat(sensor.timeQuality()).isEqualTo(TimeQuality.PPS_NMEA);
    position(0, rmc(0), NOON + 3);
    points(NOON + 4);
    assertThat(sensor.timeQuality()).isEqualTo(TimeQuality.HOST);
    position(LOCKED, rmc(0), NOON + 5);
    points(NOON + 6);
    assertThat(sensor.timeQuality()).isEqualTo(TimeQuality.PPS_NMEA);
  }
}
