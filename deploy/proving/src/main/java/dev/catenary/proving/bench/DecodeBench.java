package dev.catenary.proving.bench;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.device.bench.Figure;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Speed of one thread that decodes the packets of a recording in memory. */
public final class DecodeBench {
  private static final long POINTS_PER_RUN = 40_000_000;

  private final Path recording;
  private final SensorDecoder decoder;

  public DecodeBench(Path recording, SensorDecoder decoder) {
    this.recording = recording;
    this.decoder = decoder;
  }

  /**
   * @throws IOException when the recording cannot be read, or no packet of it gives a point
   */
  public Figure measure() throws Exception {
    List<ByteBuffer> packets = packets();
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    if (decodeAll(packets, batch) == 0) {
      throw new IOException(
          recording + ": found no packet that gives points; expected a recording of one sensor");
    }
    Figure.Runs runs =
        Repeat.millionsPerSecond(
            () -> {
              long points = 0;
              while (points < POINTS_PER_RUN) {
                points += decodeAll(packets, batch);
              }
              return points;
            });
    return new Figure(
        "decode",
        "million points/s",
        decoder.describe() + ", one thread, packets in memory, of " + recording,
        runs);
  }

  private long decodeAll(List<ByteBuffer> packets, PointBatch batch) {
    long points = 0;
    for (ByteBuffer packet : packets) {
      batch.clear();
      decoder.decode(packet, 0, packet.capacity(), batch);
      points += batch.size;
    }
    return points;
  }

  private List<ByteBuffer> packets() throws IOException {
    List<ByteBuffer> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(recording, new Counters())) {
      while (reader.next(datagram)) {
        byte[] copy = new byte[datagram.length];
        datagram.bytes.get(datagram.offset, copy);
        packets.add(ByteBuffer.wrap(copy));
      }
    }
    return packets;
  }
}
