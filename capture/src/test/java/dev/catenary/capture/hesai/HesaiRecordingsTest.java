package dev.catenary.capture.hesai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real recordings of a vehicle, in dual return modes, beside what two independent decoders made of
 * them: counts and a sample of points by the first, one scan by the second.
 */
class HesaiRecordingsTest {
  private static final double TOLERANCE_METRES = 0.005;
  private static final int PCD_HEADER_MAX = 400;
  private static final String PCD_DATA = "DATA binary\n";

  static List<Arguments> recordings() {
    List<Arguments> recordings = new ArrayList<>();
    Map.of(
            "hesai-pandar40p", "Hesai Pandar40P, last and strongest return",
            "hesai-pandar64", "Hesai Pandar64, last and strongest return",
            "hesai-qt128", "Hesai QT128, last and strongest return",
            "hesai-xt32", "Hesai XT32, last and strongest return",
            "hesai-xt32m", "Hesai XT32M2X, first and strongest return")
        .forEach(
            (name, description) ->
                RecordingsFolder.each("sensors/" + name)
                    .forEach(folder -> recordings.add(Arguments.of(folder, description))));
    return recordings;
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void decodesToThePointsOfTheFirstDecoder(Path folder, String description) throws IOException {
    HesaiDecoder decoder = decoder(folder);
    List<PointBatch> packets = decode(folder, decoder);
    assertThat(decoder.describe()).isEqualTo(description);
    assertThat(decoder.packetsMissing()).isEqualTo(missing(folder, packets.size()));
    // The other decoder counts two returns where one point is both.
    assertThat(packets.stream().map(HesaiRecordingsTest::returns).toList())
        .isEqualTo(returnsPerPacket(folder));
    int compared = 0;
    for (String[] row : rows(folder.resolve("expected.csv.gz"))) {
      assertThat(hasPoint(packets.get(Integer.parseInt(row[0])), row))
          .as(String.join(",", row))
          .isTrue();
      compared++;
    }
    assertThat(compared).isGreaterThan(50);
  }

  /** The whole recording of the XT32M2X lacks packets: by its numbers, between the scans. */
  private static long missing(Path folder, int packets) {
    return folder.endsWith("hesai-xt32m") && packets == 1_815 ? 852 : 0;
  }

  @Recordings
  @ParameterizedTest
  @CsvSource({"pandar40p", "pandar64", "qt128", "xt32", "xt32m"})
  void everyPointOfTheSecondDecodersScanIsThere(String name) throws IOException {
    Path folder = RecordingsFolder.path().resolve("sensors/hesai-" + name);
    Map<Long, List<float[]>> cells = new HashMap<>();
    for (PointBatch batch : decode(folder, decoder(folder))) {
      for (int i = 0; i < batch.size; i++) {
        float[] point = {batch.xSensorMetres[i], batch.ySensorMetres[i], batch.zSensorMetres[i]};
        cells.computeIfAbsent(cell(point, 0, 0, 0), _ -> new ArrayList<>()).add(point);
      }
    }
    List<float[]> scan = referenceScan(folder.resolve("nebula-reference-scan.pcd"));
    assertThat(scan).hasSizeGreaterThan(10_000);
    assertThat(scan.stream().filter(point -> !isNearOne(cells, point)).count()).isZero();
  }

  private static HesaiDecoder decoder(Path folder) throws IOException {
    HesaiAngles angles = HesaiAngles.read(folder.resolve("calibration.csv"));
    return new HesaiDecoder(new HesaiConfig(null, angles, 0, 1_000));
  }

  private static List<PointBatch> decode(Path folder, HesaiDecoder decoder) throws IOException {
    List<PointBatch> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader =
        new CaptureFileReader(folder.resolve("capture.pcap"), new Counters())) {
      while (reader.next(datagram)) {
        PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
        assertThat(decoder.decode(datagram.bytes, datagram.offset, datagram.length, batch))
            .isEqualTo(DecodeStatus.OK);
        packets.add(batch);
      }
    }
    return packets;
  }

  private static int returns(PointBatch batch) {
    int returns = batch.size;
    for (int i = 0; i < batch.size; i++) {
      returns += batch.returnKind[i] == PointBatch.RETURN_BOTH ? 1 : 0;
    }
    return returns;
  }

  private static List<Integer> returnsPerPacket(Path folder) throws IOException {
    String expected = Files.readString(folder.resolve("expected.json"));
    Matcher list = Pattern.compile("\"nonzero_returns_per_packet\": \\[([^]]*)]").matcher(expected);
    assertThat(list.find()).isTrue();
    return Pattern.compile(", *").splitAsStream(list.group(1)).map(Integer::valueOf).toList();
  }

  /** Columns: packet, block, channel, azimuth, distance, intensity, x, y, z. */
  private static boolean hasPoint(PointBatch batch, String[] row) {
    for (int i = 0; i < batch.size; i++) {
      if ((batch.ring[i] & 0xFF) == Integer.parseInt(row[2]) - 1
          && batch.intensity[i] == Integer.parseInt(row[5])
          && isNear(batch.xSensorMetres[i], row[6])
          && isNear(batch.ySensorMetres[i], row[7])
          && isNear(batch.zSensorMetres[i], row[8])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNear(double metres, String expected) {
    return Math.abs(metres - Double.parseDouble(expected)) <= TOLERANCE_METRES;
  }

  private static boolean isNearOne(Map<Long, List<float[]>> cells, float[] point) {
    for (int around = 0; around < 27; around++) {
      long cell = cell(point, around % 3 - 1, around / 3 % 3 - 1, around / 9 - 1);
      for (float[] other : cells.getOrDefault(cell, List.of())) {
        if (Math.abs(other[0] - point[0]) <= TOLERANCE_METRES
            && Math.abs(other[1] - point[1]) <= TOLERANCE_METRES
            && Math.abs(other[2] - point[2]) <= TOLERANCE_METRES) {
          return true;
        }
      }
    }
    return false;
  }

  /** Cells of 10 cm, by their neighbour's place. */
  private static long cell(float[] point, int x, int y, int z) {
    long cell = 0;
    int[] by = {x, y, z};
    for (int axis = 0; axis < 3; axis++) {
      cell = cell << 20 | ((long) Math.floor(point[axis] * 10) + by[axis] & 0xF_FFFF);
    }
    return cell;
  }

  private static List<float[]> referenceScan(Path pcd) throws IOException {
    byte[] file = Files.readAllBytes(pcd);
    String header = new String(file, 0, PCD_HEADER_MAX, StandardCharsets.ISO_8859_1);
    int start = header.indexOf(PCD_DATA) + PCD_DATA.length();
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> points = new ArrayList<>();
    for (int at = start; at + 12 <= file.length; at += 12) {
      points.add(new float[] {data.getFloat(at), data.getFloat(at + 4), data.getFloat(at + 8)});
    }
    return points;
  }

  private static List<String[]> rows(Path csv) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).map(line -> line.split(",")).toList();
    }
  }
}
