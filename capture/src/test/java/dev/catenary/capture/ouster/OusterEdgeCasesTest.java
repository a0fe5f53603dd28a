package dev.catenary.capture.ouster;

import static dev.catenary.capture.sensor.DecodeStatus.ANCILLARY;
import static dev.catenary.capture.sensor.DecodeStatus.BAD_CHECKSUM;
import static dev.catenary.capture.sensor.DecodeStatus.OK;
import static dev.catenary.capture.sensor.DecodeStatus.WRONG_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The maker's own recordings of what goes wrong or is seldom seen. */
class OusterEdgeCasesTest {
  private static final Path FOLDER =
      RecordingsFolder.excerpts().resolve("sensors").resolve("ouster-edge-cases");

  private int points;

  private static OusterDecoder decoder(String metadata) throws IOException {
    return new OusterDecoder(OusterConfig.of(OusterMetadata.read(FOLDER.resolve(metadata))));
  }

  private static List<ByteBuffer> packets(String capture) throws IOException {
    List<ByteBuffer> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader =
        new CaptureFileReader(FOLDER.resolve(capture), new Counters())) {
      while (reader.next(datagram)) {
        byte[] copy = new byte[datagram.length];
        datagram.bytes.get(datagram.offset, copy);
        packets.add(ByteBuffer.wrap(copy));
      }
    }
    return packets;
  }

  private List<DecodeStatus> decode(OusterDecoder decoder, List<ByteBuffer> packets) {
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    List<DecodeStatus> statuses = new ArrayList<>();
    points = 0;
    for (ByteBuffer packet : packets) {
      batch.clear();
      statuses.add(decoder.decode(packet, 0, packet.capacity(), batch));
      points += batch.size;
    }
    return statuses;
  }

  @Test
  void checksumsOfRealPacketsAreGoodAndOneChangedBitIsNoticed() throws IOException {
    OusterDecoder decoder = decoder("crc_test.json");
    List<ByteBuffer> packets = packets("crc_test.pcap");
    assertThat(decode(decoder, packets)).contains(OK, ANCILLARY).doesNotContain(BAD_CHECKSUM);
    assertThat(decoder.packetsMissing()).isZero();
    assertThat(points).isPositive();

    packets.removeIf(packet -> packet.capacity() == OusterImuPacket.LENGTH);
    assertThat(packets).hasSize(34);
    for (int i = 0; i < packets.size(); i++) {
      ByteBuffer packet = packets.get(i);
      int at = OusterHeader.LENGTH + i * 240;
      packet.put(at, (byte) (packet.get(at) ^ 1 << i % 8));
    }
    assertThat(decode(decoder, packets)).containsOnly(BAD_CHECKSUM);
    assertThat(points).isZero();
  }

  @Test
  void sensorsThatShareAPortAreToldApart() throws IOException {
    List<ByteBuffer> legacy = packets("same_ports_legacy.pcap");
    assertThat(decode(decoder("same_ports_legacy.1.json"), legacy))
        .containsExactly(WRONG_MODEL, OK);
    assertThat(decode(decoder("same_ports_legacy.2.json"), legacy))
        .containsExactly(OK, WRONG_MODEL);

    // The two formats are of one length: the header and the serial number tell.
    List<ByteBuffer> packets = packets("same_ports_nonlegacy.pcap");
    assertThat(packets.get(1).capacity()).isEqualTo(packets.get(2).capacity());
    assertThat(decode(decoder("same_ports_nonlegacy.1.json"), packets))
        .containsExactly(ANCILLARY, WRONG_MODEL, OK, ANCILLARY);
    assertThat(decode(decoder("same_ports_nonlegacy.2.json"), packets))
        .containsExactly(ANCILLARY, OK, WRONG_MODEL, ANCILLARY);
  }

  @Test
  void metadataOfAnotherSensorIsSaid() throws IOException {
    OusterDecoder decoder = decoder("crc_test.json");
    assertThat(decode(decoder, packets("windowed_frame1.pcap"))).contains(WRONG_MODEL);
    assertThat(points).isZero();
    assertThat(decoder.describe())
        .contains("serial 992108000265")
        .contains("metadata is of 122247000785");
  }

  @Test
  void newerFirmwaresInertialAndZonePacketsAreAncillary() throws IOException {
    List<ByteBuffer> packets = packets("imu_zm_no_lidar.pcap");
    assertThat(packets).hasSize(9);
    assertThat(decode(decoder("imu_zm_no_lidar_0.json"), packets)).containsOnly(ANCILLARY);
  }

  /** A sensor at rest measures the weight of one gravity, on the clock of its columns. */
  @Test
  void inertialPacketOfASensorAtRestWeighsOneGravity() throws IOException {
    OusterDecoder decoder = decoder("crc_test.json");
    List<ByteBuffer> packets = packets("crc_test.pcap");
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    decoder.decode(packets.getFirst(), 0, packets.getFirst().capacity(), batch);
    OusterImuPacket imu = new OusterImuPacket();
    packets.removeIf(packet -> imu.wrap(packet, 0, packet.capacity()) != ANCILLARY);
    assertThat(packets).hasSize(10);
    for (ByteBuffer packet : packets) {
      imu.wrap(packet, 0, packet.capacity());
      float x = imu.accelerationGravities(0);
      float y = imu.accelerationGravities(1);
      float z = imu.accelerationGravities(2);
      assertThat(Math.sqrt(x * x + y * y + z * z)).isBetween(0.95, 1.05);
      assertThat(imu.turnRateDegreesPerSecond(2)).isBetween(-5f, 5f);
      assertThat(Math.abs(imu.turnRateTimeNanos() - imu.accelerationTimeNanos()))
          .isLessThan(10_000_000);
      // The recording lasts one turn of a tenth of a second.
      assertThat(Math.abs(imu.accelerationTimeNanos() - batch.sensorTimeNanos[0]))
          .isLessThan(150_000_000);
    }
  }

  @Test
  void columnsOutsideTheAzimuthWindowAreNeitherMissingNorInvalid() throws IOException {
    for (String name : List.of("windowed_frame1", "windowed_frame2")) {
      OusterDecoder decoder = decoder(name + "_0.json");
      assertThat(decode(decoder, packets(name + ".pcap"))).containsOnly(OK, ANCILLARY);
      assertThat(points).isPositive();
      assertThat(decoder.packetsMissing()).isZero();
      assertThat(decoder.columnsInvalid()).isZero();
    }
  }

  @Test
  void packetsLeftOutAreCountedAsMissing() throws IOException {
    for (String name : List.of("crc_test", "windowed_frame1_0", "windowed_frame2_0")) {
      OusterDecoder decoder = decoder(name + ".json");
      List<ByteBuffer> packets = packets(name.replace("_0", "") + ".pcap");
      packets.removeIf(packet -> packet.capacity() == OusterImuPacket.LENGTH);
      packets.subList(4, 7).clear();
      decode(decoder, packets);
      assertThat(decoder.packetsMissing()).as(name).isEqualTo(3);
    }
  }

  @Test
  void throttledSensorAndSinglePacketDecode() throws IOException {
    assertThat(decode(decoder("shot_limiting_test.json"), packets("shot_limiting_test.pcap")))
        .containsExactly(OK);
    assertThat(points).isEqualTo(16 * 128);
    assertThat(decode(decoder("duplicate_id.json"), packets("duplicate_id.pcap")))
        .containsExactly(OK);
    assertThat(
            decode(
                decoder("../ouster-os0-32-dual/metadata.json"),
                packets("OS-0-32-U1_v2.2.0_1024x10-single-packet.pcap")))
        .containsExactly(OK);
    assertThat(points).isPositive();
  }

  /**
   * The maker's own test of this recording (SDK 1.0.1, fusa_profile_test.cpp) gives these values of
   * column 4, rows 0 to 15, read by eye from the bytes.
   */
  @Test
  void functionalSafetyPacketHoldsTheValuesReadByEye() throws IOException {
    OusterDecoder decoder = decoder("../ouster-os1-128-fusa-dual/metadata.json");
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    ByteBuffer packet = packets("../ouster-os1-128-fusa-dual/capture.pcap").getFirst();
    assertThat(decoder.decode(packet, 0, packet.capacity(), batch)).isEqualTo(OK);

    List<String> found = new ArrayList<>();
    for (int i = 0; i < batch.size; i++) {
      if (batch.sensorTimeNanos[i] == 647_840_379_896L
          && batch.ring[i] >= 0
          && batch.ring[i] < 16) {
        // Off the sensor's 38.195 mm of height, and the 16.721 mm from axis to beam origin.
        double flat = Math.hypot(batch.xSensorMetres[i], batch.ySensorMetres[i]) - 0.016721;
        double range = Math.hypot(flat, batch.zSensorMetres[i] - 0.038195) + 0.016721;
        found.add(
            batch.ring[i]
                + " "
                + batch.returnKind[i]
                + " "
                + Math.round(range * 1000 / 8) * 8
                + " "
                + (int) batch.intensity[i]);
      }
    }
    assertThat(found)
        .containsExactly(
            "1 1 2328 26",
            "2 1 2328 31",
            "3 1 2320 32",
            "4 1 3096 13",
            "5 1 2312 38",
            "6 1 2304 44",
            "7 1 2280 45",
            "8 1 3056 1",
            "8 2 480 6",
            "9 1 2296 58",
            "10 1 2264 60",
            "11 1 2256 61",
            "12 1 3000 1",
            "12 2 448 3",
            "13 1 2272 67",
            "14 1 2240 68",
            "15 1 2240 72");
  }
}
