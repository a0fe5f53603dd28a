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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first packet of a fast HDL-32E does not tell the model; it is kept until the second does. */
class FirstPacketsTest {
  private static final int LENGTH = 1206;
  private static final int BLOCKS = 12;
  private static final int BLOCK_LENGTH = 100;
  private static final int AZIMUTH_OFFSET = 2;
  private static final long FIRST_SEQUENCE = 100;

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

  private List<Datagram> packets() throws IOException {
    Path recording =
        RecordingsFolder.excerpts().resolve("sensors/velodyne-hdl32e-mrpt/capture.pcap");
    List<Datagram> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(recording, new Counters())) {
      while (reader.next(datagram)) {
        if (datagram.length == LENGTH) {
          byte[] bytes = new byte[LENGTH];
          datagram.bytes.get(datagram.offset, bytes);
          Datagram copy = new Datagram();
          copy.bytes = ByteBuffer.wrap(bytes);
          copy.length = LENGTH;
          copy.arrivalNanos = datagram.arrivalNanos;
          copy.sequence = FIRST_SEQUENCE + packets.size();
          packets.add(copy);
        }
      }
    }
    return packets;
  }

  /**
   * Turns the recording's head at twice its speed, 20 turns a second: at that step a packet alone
   * may be a slow VLP-16's.
   */
  private static void turnTwiceAsFast(List<Datagram> packets) {
    for (Datagram packet : packets) {
      for (int block = 0; block < BLOCKS; block++) {
        int at = block * BLOCK_LENGTH + AZIMUTH_OFFSET;
        ByteBuffer bytes = packet.bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(at, (short) (Short.toUnsignedInt(bytes.getShort(at)) * 2 % 36_000));
      }
    }
  }

  private void take(List<Datagram> packets) {
    for (Datagram packet : packets) {
      sensor.accept(packet);
      sensor.poseWait().drain(packet.arrivalNanos);
    }
  }

  @Test
  void noPacketOfTheRecordingIsGivenUp() throws IOException {
    take(packets());
    sensor.end();
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(250);
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isZero();
  }

  @Test
  void firstPacketIsKeptUntilTheSecondTellsTheModelAndComesFirst() throws IOException {
    List<Datagram> packets = packets();
    turnTwiceAsFast(packets);
    take(packets.subList(0, 1));
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isZero();
    assertThat(sensor.oldestSequence()).as("the journal keeps it").isEqualTo(FIRST_SEQUENCE);
    take(packets.subList(1, packets.size()));
    assertThat(sensor.describe()).startsWith("Velodyne HDL-32E");
    assertThat(sensor.oldestSequence()).isEqualTo(Long.MAX_VALUE);
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(250);
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isZero();
    assertThat(counters.get(DeviceCounter.PACKETS_MISSING)).isZero();
    assertThat(sequences).hasSize(250).startsWith(100L, 101L, 102L).isSorted();
    assertThat(sizes.getFirst()).isEqualTo(277);
  }

  /** A recording of one packet: it is tried at the end, and counted. */
  @Test
  void packetThatNeverTellsIsCountedAtTheEnd() throws IOException {
    List<Datagram> packets = packets();
    turnTwiceAsFast(packets);
    take(packets.subList(0, 1));
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isZero();
    sensor.end();
    assertThat(counters.get(DeviceCounter.PACKETS_WRONG_MODEL)).isEqualTo(1);
  }
}
