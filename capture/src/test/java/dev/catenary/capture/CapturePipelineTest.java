package dev.catenary.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.journal.NumberedSource;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class CapturePipelineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final long NOON = 1_795_262_400L * SECOND;
  private static final int PORT = 2_368;
  private static final int WAITING = 2_000;

  private final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(1 << 20, counters);
  private final PoseTrack track = new PoseTrack(64, 60 * SECOND, counters);
  private final PointBatchPool pool = new PointBatchPool(WAITING + 1, 1);
  private final PoseWait wait =
      new PoseWait(
          new Georeferencer(track, Mount.NONE), pool, _ -> {}, counters, WAITING, 5 * SECOND);
  private final SensorInput sensor =
      new SensorInput(
          0,
          new OnePoint(),
          new TimeTie(SensorTimeScale.TAI, 18, counters),
          wait,
          new GnssStream(counters, 18, new Nobody()),
          pool,
          counters);
  private final CapturePipeline pipeline =
      new CapturePipeline(
          new NumberedSource(ring, 0),
          new PortTable<SensorInput>().add(PORT, sensor),
          new PortTable<>(),
          new Strangers(),
          counters,
          () -> true,
          _ -> {},
          () -> {});

  /** A packet of one point that was measured at this TAI, when the host's clock showed that. */
  private void packet(long taiNanos, long hostTimeNanos) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).putLong(0, taiNanos);
    ring.offer(bytes, 0, Long.BYTES, 0, hostTimeNanos, 1, 2, PORT);
    assertThat(pipeline.doWork()).isEqualTo(1);
  }

  private void pose(long taiNanos) {
    Pose pose = new Pose();
    pose.gpsTimeNanos = taiNanos + GpsTime.ofTai(0);
    track.add(pose);
  }

  /** Three seconds without a pose, where 5 s are waited, and the clock is set back in between. */
  @Test
  void clockThatIsSetBackGivesUpNothingThatWaitsForItsPose() throws IOException {
    pose(NOON);
    for (int hundredth = 1; hundredth <= 300; hundredth++) {
      long back = hundredth < 100 ? 0 : HOUR;
      packet(NOON + hundredth * SECOND / 100, NOON + hundredth * SECOND / 100 - back);
    }
    pose(NOON + 4 * SECOND);
    packet(NOON + 301 * SECOND / 100, NOON + 301 * SECOND / 100 - HOUR);
    assertThat(counters.get(DeviceCounter.POINTS_GEOREFERENCED)).isEqualTo(301);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isZero();
  }

  /** Six seconds after the step, of which five are waited: what came in the first has no pose. */
  @Test
  void afterTheStepPointsAreStillGivenUpInTime() throws IOException {
    pose(NOON);
    packet(NOON + 1, NOON);
    for (int hundredth = 2; hundredth <= 600; hundredth++) {
      packet(NOON + hundredth * SECOND / 100, NOON + hundredth * SECOND / 100 - HOUR);
    }
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isEqualTo(99);
  }

  /** A packet holds nothing but its point's time. */
  private static final class OnePoint implements SensorDecoder {
    @Override
    public int pointsPerPacketMax() {
      return 1;
    }

    @Override
    public DecodeStatus decode(ByteBuffer packet, int offset, int length, PointBatch batch) {
      batch.size = 1;
      batch.sensorTimeNanos[0] = packet.order(ByteOrder.BIG_ENDIAN).getLong(offset);
      return DecodeStatus.OK;
    }

    @Override
    public String describe() {
      return "one point";
    }
  }

  private static final class Nobody implements GnssListener {
    @Override
    public void fix(GnssFix fix) {}

    @Override
    public void ins(InsSolution solution) {}
  }
}
