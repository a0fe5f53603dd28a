package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.velodyne.VelodyneRecording.ExpectedPoint;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real recordings beside what two independent decoders made of them: a sample of points with the
 * design angles by the first, and one scan with the unit's calibration file by the second.
 *
 * <p>Where the first is coarser than the manual: in a packet with a field-of-view gap it takes the
 * gap for speed, so its points are turned about the axis by up to 10 degrees. There, what a turn
 * does not change is compared here, and the second decoder is the witness for the rest.
 */
class VelodyneRecordingsTest {
  private static final double TOLERANCE_METRES = 0.005;
  private static final int GAP_CENTIDEGREES = 1_000;

  /** Name, model to be told (empty: found), description, tolerance, points beside gaps. */
  private static final List<Arguments> KNOWN =
      List.of(
          Arguments.of("velodyne-hdl32e-mrpt", "HDL-32E", "Velodyne HDL-32E, strongest return", 1),
          Arguments.of("velodyne-vlp16-dual", "", "Velodyne VLP-16, dual return", 1),
          Arguments.of("velodyne-vlp16-gps-locked", "", "Velodyne VLP-16, strongest return", 1),
          Arguments.of("velodyne-vlp32c", "", "Velodyne VLP-32C, strongest return", 1),
          Arguments.of("velodyne-vls128", "", "Velodyne VLS-128, strongest return", 5_100));

  /** Packets of the whole recordings and of their excerpts that hold a field-of-view gap. */
  private static final Map<String, Integer> POINTS_BESIDE_GAPS =
      Map.of("379 packets of velodyne-vlp32c", 42, "200 packets of velodyne-vlp32c", 17);

  static List<Arguments> recordings() {
    List<Arguments> recordings = new ArrayList<>();
    for (Arguments known : KNOWN) {
      Object[] row = known.get();
      RecordingsFolder.each("sensors/" + row[0])
          .forEach(folder -> recordings.add(Arguments.of(folder, row[1], row[2], row[3])));
    }
    if (RecordingsFolder.isThere()) {
      recordings.add(
          Arguments.of(
              RecordingsFolder.path().resolve("sensors/velodyne-vlp16-single-2014"),
              "",
              "Velodyne VLP-16, strongest return",
              1));
    }
    return recordings;
  }

  /**
   * @param model to be told; empty to have it found
   * @param toleranceNanos of the VLS-128 the first decoder assumes one of two sequence times, 53.3
   *     microseconds, where the recording's own timestamps say 55.28, in up to three sequences
   */
  @ParameterizedTest
  @MethodSource("recordings")
  void decodesToThePointsOfTheFirstDecoder(
      Path folder, String model, String description, long toleranceNanos) throws IOException {
    VelodyneRecording recording = new VelodyneRecording(folder);
    List<ByteBuffer> payloads = recording.payloads(VelodyneDataPacket.LENGTH);
    VelodyneDecoder decoder =
        new VelodyneDecoder(
            new VelodyneConfig(
                model.isEmpty() ? null : VelodyneModel.named(model),
                null,
                VelodyneConfig.RANGE_MIN_METRES,
                VelodyneConfig.RANGE_MAX_METRES));
    List<PointBatch> packets = decode(payloads, decoder);

    assertThat(decoder.describe()).isEqualTo(description);
    assertThat(decoder.packetsMissing()).isZero();
    assertThat(packets.stream().map(batch -> batch.size).toList())
        .isEqualTo(recording.pointsPerPacket());
    int besideGaps = 0;
    for (ExpectedPoint expected : recording.expectedPoints()) {
      ByteBuffer payload = payloads.get(expected.packet());
      PointBatch batch = packets.get(expected.packet());
      if (hasFieldOfViewGap(payload)) {
        besideGaps++;
        assertThat(hasTurnedPoint(batch, expected)).as("%s", expected).isTrue();
      } else {
        long packetNanos = (payload.getInt(1200) & 0xFFFF_FFFFL) * 1_000;
        assertThat(hasPoint(batch, expected, packetNanos, toleranceNanos))
            .as("%s", expected)
            .isTrue();
      }
    }
    assertThat(recording.expectedPoints()).hasSizeGreaterThan(300);
    String read = payloads.size() + " packets of " + folder.getFileName();
    assertThat(besideGaps).isEqualTo(POINTS_BESIDE_GAPS.getOrDefault(read, 0));
  }

  @Recordings
  @ParameterizedTest
  @CsvSource({"velodyne-vlp16-dual, 32, 0.99", "velodyne-vlp32c, 12, 0.98"})
  void decodesWithTheCalibrationFileToTheScanOfTheSecondDecoder(
      String name, int bytesPerPoint, double shareWithin2Centimetres) throws IOException {
    VelodyneRecording recording = VelodyneRecording.whole(name);
    NearestPoint decoded = new NearestPoint();
    VelodyneDecoder decoder = new VelodyneDecoder(calibrated(recording));
    for (PointBatch batch : decode(recording.payloads(VelodyneDataPacket.LENGTH), decoder)) {
      for (int i = 0; i < batch.size; i++) {
        decoded.add(batch.xSensorMetres[i], batch.ySensorMetres[i], batch.zSensorMetres[i]);
      }
    }
    int near = 0;
    List<float[]> scan = recording.referenceScan(bytesPerPoint);
    for (float[] point : scan) {
      double metres = decoded.distanceMetres(point[0], point[1], point[2]);
      assertThat(metres).isLessThan(0.05);
      near += metres < 0.02 ? 1 : 0;
    }
    assertThat(scan).hasSizeGreaterThan(10_000);
    assertThat(near / (double) scan.size()).isGreaterThan(shareWithin2Centimetres);
  }

  /** Packet 75, with the gap behind its eighth block; the scan ends in it. */
  @Recordings
  @Test
  void pointsBesideAFieldOfViewGapLieWhereTheSecondDecoderPutsThem() throws IOException {
    VelodyneRecording recording = VelodyneRecording.whole("velodyne-vlp32c");
    NearestPoint scan = new NearestPoint();
    recording.referenceScan(12).forEach(point -> scan.add(point[0], point[1], point[2]));
    List<ByteBuffer> payloads = recording.payloads(VelodyneDataPacket.LENGTH).subList(0, 76);
    VelodyneDecoder decoder = new VelodyneDecoder(calibrated(recording));
    PointBatch batch = decode(payloads, decoder).getLast();
    assertThat(hasFieldOfViewGap(payloads.getLast())).isTrue();
    int near = 0;
    for (int i = 0; i < batch.size; i++) {
      double metres =
          scan.distanceMetres(
              batch.xSensorMetres[i], batch.ySensorMetres[i], batch.zSensorMetres[i]);
      near += metres < 0.02 ? 1 : 0;
    }
    // 315 points; 55 of them when the gap is taken for speed
    assertThat(near).isGreaterThan(230);
  }

  @Recordings
  @Test
  void positionPacketsOfARecordingWithoutAReceiverCarryTimeOnly() throws IOException {
    List<ByteBuffer> payloads =
        VelodyneRecording.whole("velodyne-vlp16-single-2014")
            .payloads(VelodynePositionPacket.LENGTH);
    assertThat(payloads).hasSize(16);
    VelodynePositionPacket packet = new VelodynePositionPacket();
    for (ByteBuffer payload : payloads) {
      assertThat(packet.wrap(payload, 0, payload.capacity())).isEqualTo(DecodeStatus.ANCILLARY);
      assertThat(packet.timestampMicros()).isBetween(332_917_037L, 333_030_000L);
      assertThat(packet.ppsStatus()).isEqualTo(VelodynePositionPacket.PpsStatus.ABSENT);
      assertThat(packet.sentenceLength()).isZero();
    }
  }

  /** A live receiver on the sensor: locked, and a sentence that says so. */
  @Test
  void positionPacketsOfALockedSensorCarryItsTimeAndSentence() throws IOException {
    Path folder = RecordingsFolder.excerpts().resolve("sensors/velodyne-vlp16-gps-locked");
    List<ByteBuffer> payloads =
        new VelodyneRecording(folder).payloads(VelodynePositionPacket.LENGTH);
    assertThat(payloads).hasSize(57);
    VelodynePositionPacket packet = new VelodynePositionPacket();
    for (ByteBuffer payload : payloads) {
      assertThat(packet.wrap(payload, 0, payload.capacity())).isEqualTo(DecodeStatus.ANCILLARY);
      assertThat(packet.isTimeLocked()).isTrue();
      byte[] sentence = new byte[packet.sentenceLength()];
      payload.get(packet.sentenceOffset(), sentence);
      assertThat(new String(sentence, StandardCharsets.US_ASCII)).startsWith("$GPRMC,08180");
    }
  }

  private static VelodyneConfig calibrated(VelodyneRecording recording) throws IOException {
    return new VelodyneConfig(
        null,
        recording.calibration(),
        VelodyneConfig.RANGE_MIN_METRES,
        VelodyneConfig.RANGE_MAX_METRES);
  }

  private static List<PointBatch> decode(List<ByteBuffer> payloads, VelodyneDecoder decoder) {
    List<PointBatch> packets = new ArrayList<>();
    for (ByteBuffer payload : payloads) {
      PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
      assertThat(decoder.decode(payload, 0, payload.capacity(), batch)).isEqualTo(DecodeStatus.OK);
      packets.add(batch);
    }
    return packets;
  }

  private static boolean hasFieldOfViewGap(ByteBuffer payload) {
    for (int block = 1; block < VelodyneDataPacket.BLOCKS; block++) {
      int azimuth = payload.getShort(block * 100 + 2) & 0xFFFF;
      int before = payload.getShort(block * 100 - 98) & 0xFFFF;
      if (Math.floorMod(azimuth - before, 36_000) > GAP_CENTIDEGREES) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPoint(
      PointBatch batch, ExpectedPoint expected, long packetNanos, long toleranceNanos) {
    for (int i = 0; i < batch.size; i++) {
      if (isNear(batch.xSensorMetres[i], expected.xMetres())
          && isNear(batch.ySensorMetres[i], expected.yMetres())
          && isSame(batch, i, expected)
          && Math.abs(batch.sensorTimeNanos[i] - packetNanos - expected.nanos())
              <= toleranceNanos) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasTurnedPoint(PointBatch batch, ExpectedPoint expected) {
    for (int i = 0; i < batch.size; i++) {
      double across = Math.hypot(batch.xSensorMetres[i], batch.ySensorMetres[i]);
      if (isNear(across, Math.hypot(expected.xMetres(), expected.yMetres()))
          && isSame(batch, i, expected)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(PointBatch batch, int point, ExpectedPoint expected) {
    return isNear(batch.zSensorMetres[point], expected.zMetres())
        && batch.intensity[point] == expected.intensity()
        && (batch.ring[point] & 0xFF) == expected.ring()
        && batch.returnKind[point] == expected.returnKind();
  }

  private static boolean isNear(double metres, double expectedMetres) {
    return Math.abs(metres - expectedMetres) <= TOLERANCE_METRES;
  }

  /** Points in cells of a grid, to find the nearest in the cells around a place. */
  private static final class NearestPoint {
    private static final double CELL_METRES = 0.25;

    private record Cell(int x, int y, int z) {}

    private final Map<Cell, List<float[]>> cells = new HashMap<>();

    void add(float x, float y, float z) {
      Cell cell = new Cell(index(x), index(y), index(z));
      cells.computeIfAbsent(cell, unused -> new ArrayList<>()).add(new float[] {x, y, z});
    }

    /** At most the cell's size; infinite where there is nothing so near. */
    double distanceMetres(float x, float y, float z) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int around = 0; around < 27; around++) {
        Cell cell =
            new Cell(
                index(x) + around % 3 - 1,
                index(y) + around / 3 % 3 - 1,
                index(z) + around / 9 - 1);
        for (float[] point : cells.getOrDefault(cell, List.of())) {
          double distance = Math.hypot(Math.hypot(point[0] - x, point[1] - y), point[2] - z);
          nearest = Math.min(nearest, distance);
        }
      }
      return nearest;
    }

    private static int index(float metres) {
      return (int) Math.floor(metres / CELL_METRES);
    }
  }
}
