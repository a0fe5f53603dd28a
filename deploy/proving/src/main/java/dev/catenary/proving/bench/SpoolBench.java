package dev.catenary.proving.bench;

import com.google.protobuf.ByteString;
import dev.catenary.device.bench.Figure;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that a spool takes to start, by the number of chunks in it: until the first new chunk is
 * durable in it, and until all that was there is known and the first to be sent is chosen.
 */
public final class SpoolBench {
  private static final int[] COUNTS = {1_000, 10_000, 100_000};
  private static final int ROUNDS = 5;
  private static final String INDEX = "spool.index";

  private final Path directory;
  private int sealed;

  /**
   * @param directory on the disk to be measured
   */
  public SpoolBench(Path directory) {
    this.directory = directory;
  }

  public List<Figure> measure() throws Exception {
    List<Figure> figures = new ArrayList<>();
    Path warmUp = make(COUNTS[0], directory.resolve("warm-up"));
    for (int round = 0; round < ROUNDS; round++) {
      start(warmUp);
    }
    for (int count : COUNTS) {
      Path folder = make(count, directory.resolve("" + count));
      start(folder); // writes the index
      List<Start> starts = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        starts.add(start(folder));
      }
      String conditions = String.format("%,d chunks in the folder, files in the page cache", count);
      figures.add(
          figure("spool: start to a chunk sealed", conditions, starts, Start::sealedMillis));
      figures.add(figure("spool: start to all known", conditions, starts, Start::knownMillis));
      figures.add(figure("spool: then the first to send", conditions, starts, Start::firstMillis));
      List<Start> bare = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Files.deleteIfExists(folder.resolve(INDEX));
        bare.add(start(folder));
      }
      figures.add(figure("spool: all known, no index", conditions, bare, Start::knownMillis));
    }
    return figures;
  }

  private record Start(double sealedMillis, double knownMillis, double firstMillis) {}

  private static Figure figure(
      String name,
      String conditions,
      List<Start> starts,
      java.util.function.ToDoubleFunction<Start> millis) {
    return new Figure(
        name, "ms", conditions, new Figure.Runs(starts.stream().mapToDouble(millis).toArray()));
  }

  private Start start(Path folder) throws Exception {
    Counters counters = new Counters();
    long begin = System.nanoTime();
    try (Spool spool =
        Spool.openUnread(new SpoolConfig(folder, 0), counters, InstantSource.system(), _ -> {})) {
      Recorder recorder =
          new Recorder(
              spool,
              _ -> ByteBuffer.wrap(new byte[1_000]),
              new ChunkOrigin("bench", "spool", "", "bench", List.of()),
              counters,
              InstantSource.system());
      Zone zone = MadeZone.of(16);
      zone.id = new ZoneId(zone.id.crs(), zone.id.cellMetres(), sealed++, 0);
      recorder.record(zone);
      long sealedAt = System.nanoTime();
      while (!spool.isRead()) {
        spool.reading().doWork();
      }
      long known = System.nanoTime();
      if (spool.next(_ -> true).isEmpty()) {
        throw new IllegalStateException("the chunks of " + folder + " were not found");
      }
      return new Start(
          (sealedAt - begin) / 1e6, (known - begin) / 1e6, (System.nanoTime() - known) / 1e6);
    }
  }

  /** Fills a folder with small chunks, without the forcing that makes sealing slow. */
  private static Path make(int count, Path folder) throws IOException {
    Files.createDirectories(folder);
    byte[] laz = new byte[100];
    for (int i = 1; i <= count; i++) {
      String id = "epsg7855-32m-" + i + "-5_m7_" + i * 10 + "-" + (i * 10 + 9);
      ChunkManifest manifest =
          ChunkManifest.newBuilder()
              .setFormatVersion(ManifestFile.FORMAT_VERSION)
              .setChunkId(id)
              .setVehicle("drone-1")
              .setMission("m7")
              .setZone(
                  dev.catenary.proto.message.Zone.newBuilder()
                      .setCrs("EPSG:7855")
                      .setCellMetres(32)
                      .setColumn(i)
                      .setRow(5))
              .setRank(i % 5)
              .setSeverity(i * 0.1)
              .setPoints(30_000)
              .setBytes(laz.length)
              .setSha256(ByteString.copyFrom(new byte[32]))
              .setFirstSequence(i * 10L)
              .setLastSequence(i * 10L + 9)
              .setSealNumber(i)
              .build();
      Files.write(folder.resolve(id + ".laz"), laz);
      Files.write(folder.resolve(id + ".manifest"), ManifestFile.write(manifest));
    }
    return folder;
  }
}
