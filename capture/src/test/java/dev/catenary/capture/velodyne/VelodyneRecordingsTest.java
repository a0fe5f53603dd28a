package dev.catenary.capture.velodyne;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real recordings beside what an independent decoder made of them. */
@Recordings
class VelodyneRecordingsTest {
  private static final double TOLERANCE_METRES = 0.005;

  @ParameterizedTest
  @CsvSource({
    "velodyne-vlp16-dual, 'Velodyne VLP-16, dual return'",
    "velodyne-vlp16-single-2014, 'Velodyne VLP-16, strongest return'",
    "velodyne-vlp32c, 'Velodyne VLP-32C, strongest return'",
    "velodyne-vls128, 'Velodyne VLS-128, strongest return'"
  })
  void decodesToThePointsOfTheIndependentDecoder(String recording, String description)
      throws IOException {
    Path folder = RecordingsFolder.path().resolve("sensors").resolve(recording);
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    List<PointBatch> packets = decode(folder.resolve("capture.pcap"), decoder);

    assertThat(decoder.describe()).isEqualTo(description);
    assertThat(packets.stream().map(batch -> batch.size).toList())
        .isEqualTo(pointsPerPacket(folder.resolve("expected.json")));
    int compared = 0;
    for (String[] row : rows(folder.resolve("expected.csv.gz"))) {
      assertThat(hasPoint(packets.get(Integer.parseInt(row[0])), row))
          .as("%s: point %s", recording, String.join(",", row))
          .isTrue();
      compared++;
    }
    assertThat(compared).isGreaterThan(500);
  }

  private static List<PointBatch> decode(Path capture, VelodyneDecoder decoder) throws IOException {
    List<PointBatch> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(capture, new Counters())) {
      while (reader.next(datagram)) {
        PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
        DecodeStatus status =
            decoder.decode(datagram.bytes, datagram.offset, datagram.length, batch);
        if (status != DecodeStatus.ANCILLARY) {
          assertThat(status).isEqualTo(DecodeStatus.OK);
          packets.add(batch);
        }
      }
    }
    return packets;
  }

  /** Columns: packet, x, y, z, intensity, time, column, ring, return type. */
  private static boolean hasPoint(PointBatch batch, String[] row) {
    for (int i = 0; i < batch.size; i++) {
      if (Math.abs(batch.xSensorMetres[i] - Double.parseDouble(row[1])) <= TOLERANCE_METRES
          && Math.abs(batch.ySensorMetres[i] - Double.parseDouble(row[2])) <= TOLERANCE_METRES
          && Math.abs(batch.zSensorMetres[i] - Double.parseDouble(row[3])) <= TOLERANCE_METRES
          && batch.intensity[i] == Integer.parseInt(row[4])
          && (batch.ring[i] & 0xFF) == Integer.parseInt(row[7])
          && batch.returnKind[i] == Integer.parseInt(row[8])) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> pointsPerPacket(Path expected) throws IOException {
    Matcher list =
        Pattern.compile("\"points_per_packet\": \\[([^]]*)]").matcher(Files.readString(expected));
    assertThat(list.find()).isTrue();
    return Pattern.compile(", *").splitAsStream(list.group(1)).map(Integer::valueOf).toList();
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
