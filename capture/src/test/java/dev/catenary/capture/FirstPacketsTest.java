package dev.catenary.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatchPool;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first packet of an HDL-32E alone does not tell the model; it is kept until the second. */
class FirstPacketsTest {
  private final Counters counters = new Counters();
  private final List<Long> sequences = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final PointBatchPool pool = new PointBatchPool(8, 768);
  private final SensorInput sensor =
      new SensorInput(
          0,
          new VelodyneDecoder(VelodyneConfig.automatic()),
          new TimeTie(SensorTimeScale.UTC_HOUR, 18, counters),
          new PoseWait(
              new Georeferencer(new FixedPose(new Pose()), Mount.NONE),
              pool,
              batch -> {
                sequences.add(batch.sequence);
                sizes.add(batch.size);
              },
              counters,
              7,
              1_000_000_000),
          new GnssStream(
              counters,
              18,
              new GnssListener() {
                @Override
                public void fix(GnssFix fix) {}

                @Override
                public void ins(InsSolution solution) {}
              }),
          pool,
          counters);

  @Test
  void noPacketOfTheRecordingIsGivenUp() throws IOException {
    Path recording =
        RecordingsFolder.excerpts().resolve("sensors/velodyne-hdl32e-mrpt/capture.pcap");
    Datagram datagram = new Datagram();
    long taken = 0;
    try (CaptureFileReader reader = new CaptureFileReader(recording, new Counters())) {
      while (reader.next(datagram)) {
        if (datagram.length == 1206) {
          datagram.sequence = 100 + taken;
          sensor.accept(datagram);
          assertThat(sensor.oldestSequence())
              .as("the journal keeps what is still held")
              .isEqualTo(taken == 0 ? 100 : Math.min(sensor.oldestSequence(), 100 + taken));
          sensor.poseWait().drain(datagram.arrivalNanos);
          taken++;
        }
      }
    }
    sensor.end();
    assertThat(taken).isEqualTo(250);
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(taken);
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isZero();
    assertThat(counters.get(DeviceCounter.PACKETS_MISSING)).isZero();
    assertThat(sequences).hasSize(250).startsWith(100L, 101L, 102L).isSorted();
    assertThat(sizes.getFirst()).isPositive();
  }

  /** A recording of one packet: it is tried at the end, and counted as before. */
  @Test
  void packetThatNeverTellsIsCountedAtTheEnd() throws IOException {
    Path recording =
        RecordingsFolder.excerpts().resolve("sensors/velodyne-hdl32e-mrpt/capture.pcap");
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(recording, new Counters())) {
      while (reader.next(datagram) && datagram.length != 1206) {
        continue;
      }
      sensor.accept(datagram);
    }
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isZero();
    sensor.end();
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isEqualTo(1);
  }
}
