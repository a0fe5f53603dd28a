package dev.catenary.capture.velodyne;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints how fast a recording decodes from memory: {@code VelodyneDecodeSpeed CAPTURE...}. */
final class VelodyneDecodeSpeed {
  private static final int RUNS = 9;

  private VelodyneDecodeSpeed() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      List<ByteBuffer> packets = new ArrayList<>();
      Datagram datagram = new Datagram();
      try (CaptureFileReader reader = new CaptureFileReader(Path.of(arg), new Counters())) {
        while (reader.next(datagram)) {
          byte[] copy = new byte[datagram.length];
          datagram.bytes.get(datagram.offset, copy);
          packets.add(ByteBuffer.wrap(copy));
        }
      }
      double[] millions = new double[RUNS];
      for (int run = 0; run < RUNS; run++) {
        millions[run] = millionsPerSecond(packets);
      }
      Arrays.sort(millions);
      System.out.printf(
          "%s: median %.1f, %.1f to %.1f million points/s%n",
          arg, millions[RUNS / 2], millions[0], millions[RUNS - 1]);
    }
  }

  private static double millionsPerSecond(List<ByteBuffer> packets) {
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
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
