package dev.catenary.proving.bench;

import dev.catenary.device.bench.Figure;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.laz.LazChunkEncoder;
import dev.catenary.uplink.laz.LazMetadata;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Speed of one thread that encodes LAZ, and the size of a point in it. */
public final class LazBench {
  private static final int[] SIZES = {32_000, 1_000_000};

  public List<Figure> measure() throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (int size : SIZES) {
      Zone zone = MadeZone.of(size);
      LazChunkEncoder encoder =
          new LazChunkEncoder(new LazMetadata("PROJCS[\"bench\"]", "bench"), () -> Instant.EPOCH);
      ByteBuffer file = encoder.encode(zone);
      String conditions =
          String.format(
              "made zone of %,d points, point format 6 and 2 extra bytes, one thread", size);
      figures.add(
          new Figure(
              "LAZ size",
              "bytes a point",
              conditions,
              new Figure.Runs((double) file.remaining() / size)));
      Figure.Runs runs =
          Repeat.millionsPerSecond(
              () -> {
                long points = 0;
                while (points < 1_000_000) {
                  encoder.encode(zone);
                  points += size;
                }
                return points;
              });
      figures.add(new Figure("LAZ encode", "million points/s", conditions, runs));
    }
    return figures;
  }
}
