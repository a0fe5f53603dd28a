package dev.catenary.capture.ouster;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints how fast a recording decodes from memory: {@code OusterDecodeSpeed FOLDER...}, each with a
 * {@code capture.pcap} and its {@code metadata.json}.
 */
final class OusterDecodeSpeed {
  private static final int RUNS = 9;

  private OusterDecodeSpeed() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      OusterMetadata metadata = OusterMetadata.read(Path.of(arg, "metadata.json"));
      List<ByteBuffer> packets = new ArrayList<>();
      Datagram datagram = new Datagram();
      try (CaptureFileReader reader =
          new CaptureFileReader(Path.of(arg, "capture.pcap"), new Counters())) {
        while (reader.next(datagram)) {
          byte[] copy = new byte[datagram.length];
          datagram.bytes.get(datagram.offset, copy);
          packets.add(ByteBuffer.wrap(copy));
        }
      }
      double[] millions = new double[RUNS];
      for (int run = 0; run < RUNS; run++) {
        millions[run] = millionsPerSecond(metadata, packets);
      }
      Arrays.sort(millions);
      System.out.printf(
          "%s: median %.1f, %.1f to %.1f million points/s%n",
          arg, millions[RUNS / 2], millions[0], millions[RUNS - 1]);
    }
  }

  private static double millionsPerSecond(OusterMetadata metadata, List<ByteBuffer> packets) {
    OusterDecoder decoder = new OusterDecoder(OusterConfig.of(metadata));
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    long points = 0;
    long start = System.nanoTime();
    while (points < 40_000_000) {
      for (ByteBuffer packet : packets) {
        batch.size = 0;
        decoder.decode(packet, 0, packet.capacity(), batch);
        points += batch.size;
      }
    }
    return points * 1e3 / (System.nanoTime() - start);
  }
}
