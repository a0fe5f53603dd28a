package dev.catenary.capture.ouster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real recordings, one turn each, beside what the maker's own software made of them. */
class OusterRecordingsTest {
  private static final double TOLERANCE_METRES = 0.005;

  /** Excerpts hold whole turns; the OS1-64 is among the whole recordings only. */
  static List<Arguments> recordings() {
    List<Arguments> recordings = new ArrayList<>();
    Map.of(
            "ouster-os0-128-lowdata", "Ouster OS-0-128, RNG15_RFL8_NIR8, 1024x10",
            "ouster-os0-32-dual", "Ouster OS-0-32-U1, RNG19_RFL8_SIG16_NIR16_DUAL, 1024x10",
            "ouster-os1-32-legacy", "Ouster OS-1-32-G, LEGACY, 1024x10",
            "ouster-os2-128-single", "Ouster OS-2-128, RNG19_RFL8_SIG16_NIR16, 1024x10")
        .forEach(
            (name, description) ->
                RecordingsFolder.each("sensors/" + name)
                    .forEach(folder -> recordings.add(Arguments.of(folder, description))));
    if (RecordingsFolder.isThere()) {
      Path legacy = RecordingsFolder.path().resolve("sensors/ouster-os1-64-legacy-fw20");
      recordings.add(Arguments.of(legacy, "Ouster sensor, LEGACY, 1024x10"));
    }
    return recordings;
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void decodesToThePointsOfTheMakersSoftware(Path folder, String description) throws IOException {
    OusterMetadata metadata = OusterMetadata.read(folder.resolve("metadata.json"));
    OusterDecoder decoder = new OusterDecoder(OusterConfig.of(metadata));
    List<PointBatch> packets = decode(folder.resolve("capture.pcap"), decoder);
    String expected = Files.readString(folder.resolve("expected.json"));

    assertThat(decoder.describe()).isEqualTo(description);
    assertThat(packets).hasSize((int) number(expected, "\"lidar_packets\": ([0-9]+)"));
    assertThat(decoder.packetsMissing()).isZero();
    assertThat(points(packets, PointBatch.RETURN_STRONGEST))
        .isEqualTo(number(expected, "\"RANGE\": .\"sum\": [0-9]+, \"nonzero\": ([0-9]+)"));
    if (metadata.profile().returns() == 2) {
      assertThat(points(packets, PointBatch.RETURN_SECOND))
          .isEqualTo(number(expected, "\"RANGE2\": .\"sum\": [0-9]+, \"nonzero\": ([0-9]+)"));
    }
    int compared = 0;
    for (String[] row : rows(folder.resolve("expected.csv.gz"))) {
      assertHasPoint(packets, row, metadata.profile().hasSignal());
      compared++;
    }
    assertThat(compared).isGreaterThan(900);
  }

  private static List<PointBatch> decode(Path capture, OusterDecoder decoder) throws IOException {
    List<PointBatch> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(capture, new Counters())) {
      while (reader.next(datagram)) {
        PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
        DecodeStatus status =
            decoder.decode(datagram.bytes, datagram.offset, datagram.length, batch);
        if (datagram.length == OusterImuPacket.LENGTH) {
          assertThat(status).isEqualTo(DecodeStatus.ANCILLARY);
        } else {
          assertThat(status).isEqualTo(DecodeStatus.OK);
          packets.add(batch);
        }
      }
    }
    return packets;
  }

  private static long points(List<PointBatch> packets, byte kind) {
    long count = 0;
    for (PointBatch batch : packets) {
      for (int i = 0; i < batch.size; i++) {
        count += batch.returnKind[i] == kind ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * Columns: frame, row, column, return, range, signal, reflectivity, near infrared, x, y, z, time.
   */
  private static void assertHasPoint(List<PointBatch> packets, String[] row, boolean hasSignal) {
    int ring = Integer.parseInt(row[1]);
    int kind = Integer.parseInt(row[3]);
    int intensity = Integer.parseInt(row[hasSignal ? 5 : 6]);
    long timeNanos = Long.parseLong(row[11]);
    String name = String.join(",", row);
    int found = 0;
    for (PointBatch batch : packets) {
      for (int i = 0; i < batch.size; i++) {
        if (batch.sensorTimeNanos[i] == timeNanos
            && (batch.ring[i] & 0xFF) == ring
            && batch.returnKind[i] == kind) {
          found++;
          assertThat((int) batch.intensity[i]).as(name).isEqualTo(intensity);
          assertNear(batch.xSensorMetres[i], row[8], name);
          assertNear(batch.ySensorMetres[i], row[9], name);
          assertNear(batch.zSensorMetres[i], row[10], name);
        }
      }
    }
    assertThat(found).as(name).isEqualTo(1);
  }

  private static void assertNear(float metres, String expected, String name) {
    assertThat((double) metres)
        .as(name)
        .isCloseTo(Double.parseDouble(expected), within(TOLERANCE_METRES));
  }

  private static long number(String json, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(json);
    assertThat(matcher.find()).as(pattern).isTrue();
    return Long.parseLong(matcher.group(1));
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
