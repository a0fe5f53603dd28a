package dev.catenary.capture.velodyne;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.proto.counter.Counters;
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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A recording's payloads, and what other decoders made of them. */
final class VelodyneRecording {
  private static final int PCD_HEADER_MAX = 400;
  private static final String PCD_DATA = "DATA binary\n";

  private final Path folder;

  VelodyneRecording(Path folder) {
    this.folder = folder;
  }

  /** The whole recording. */
  static VelodyneRecording whole(String name) {
    return new VelodyneRecording(RecordingsFolder.path().resolve("sensors").resolve(name));
  }

  List<ByteBuffer> payloads(int length) throws IOException {
    List<ByteBuffer> payloads = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader =
        new CaptureFileReader(folder.resolve("capture.pcap"), new Counters())) {
      while (reader.next(datagram)) {
        if (datagram.length == length) {
          byte[] copy = new byte[length];
          datagram.bytes.get(datagram.offset, copy);
          payloads.add(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        }
      }
    }
    return payloads;
  }

  VelodyneCalibration calibration() throws IOException {
    return VelodyneCalibrationFile.read(folder.resolve("calibration.yaml"));
  }

  List<Integer> pointsPerPacket() throws IOException {
    String expected = Files.readString(folder.resolve("expected.json"));
    Matcher list = Pattern.compile("\"points_per_packet\": \\[([^]]*)]").matcher(expected);
    if (!list.find()) {
      throw new IOException(folder + ": no points_per_packet");
    }
    return Pattern.compile(", *").splitAsStream(list.group(1)).map(Integer::valueOf).toList();
  }

  List<ExpectedPoint> expectedPoints() throws IOException {
    Path csv = folder.resolve("expected.csv.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).map(ExpectedPoint::of).toList();
    }
  }

  /** The points of the reference scan by a second decoder, each as x, y, z in metres. */
  List<float[]> referenceScan(int bytesPerPoint) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("nebula-reference-scan.pcd"));
    String header = new String(file, 0, PCD_HEADER_MAX, StandardCharsets.ISO_8859_1);
    int start = header.indexOf(PCD_DATA) + PCD_DATA.length();
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> points = new ArrayList<>();
    for (int at = start; at + bytesPerPoint <= file.length; at += bytesPerPoint) {
      points.add(new float[] {data.getFloat(at), data.getFloat(at + 4), data.getFloat(at + 8)});
    }
    return points;
  }

  /** Times are from the packet's timestamp on. */
  record ExpectedPoint(
      int packet,
      double xMetres,
      double yMetres,
      double zMetres,
      int intensity,
      long nanos,
      int ring,
      int returnKind) {
    private static ExpectedPoint of(String line) {
      String[] columns = line.split(",");
      return new ExpectedPoint(
          Integer.parseInt(columns[0]),
          Double.parseDouble(columns[1]),
          Double.parseDouble(columns[2]),
          Double.parseDouble(columns[3]),
          Integer.parseInt(columns[4]),
          Math.round(Double.parseDouble(columns[5]) * 1e9),
          Integer.parseInt(columns[7]),
          Integer.parseInt(columns[8]));
    }
  }
}
