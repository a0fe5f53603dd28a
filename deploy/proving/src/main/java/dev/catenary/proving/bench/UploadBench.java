package dev.catenary.proving.bench;

import dev.catenary.device.bench.Figure;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.proving.demo.DemoStore;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.UploadPace;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.S3Config;
import dev.catenary.uplink.transfer.S3Credentials;
import dev.catenary.uplink.transfer.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Speed at which durable chunks become acknowledged objects: from the first look into a full spool
 * to the last receipt on the disk, to an S3 server in a process of its own. Where rclone is
 * installed it sends the same files to the same server, round about.
 */
public final class UploadBench {
  private static final int OBJECTS = 40;
  private static final int OBJECT_BYTES = 16 << 20;
  private static final double MEBIBYTES = OBJECTS * (OBJECT_BYTES / 1048576.0);
  private static final int ROUNDS = 5;
  private static final long LOOK_MILLIS = 2;

  private final Path directory;
  private final DemoStore store;

  /**
   * @param directory new, for spool and peers' files
   */
  public UploadBench(DemoStore store, Path directory) {
    this.store = store;
    this.directory = directory;
  }

  /** Measures after one round that is not counted. */
  public List<Figure> measure() throws IOException, InterruptedException {
    String peer = RclonePeer.version();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      double mine = ours(round);
      double other = peer.isEmpty() ? 0 : theirs(round);
      if (round > 0) {
        ours.add(mine);
        theirs.add(other);
      }
    }
    String what = OBJECTS + " objects of 16 MiB to S3Proxy on this machine, ";
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "upload",
            "MiB/s",
            what + UploadPolicy.ALL.parallel() + " at once, spool to receipts",
            runs(ours)));
    if (!peer.isEmpty()) {
      figures.add(
          new Figure("upload, " + peer, "MiB/s", what + "its defaults, round about", runs(theirs)));
    }
    return figures;
  }

  private static Figure.Runs runs(List<Double> values) {
    return new Figure.Runs(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double ours(int round) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(directory.resolve("spool-" + round));
    Counters counters = new Counters();
    UploadGate gate =
        new UploadGate(
            UploadPolicy.ALL,
            InstantSource.system(),
            System::nanoTime,
            ZoneOffset.UTC,
            Optional.empty());
    try (Spool spool =
        Spool.open(new SpoolConfig(folder, 0), counters, InstantSource.system(), _ -> {})) {
      fill(spool, counters, round);
      Uploader uploader =
          new Uploader(
              spool,
              s3("ours-" + round),
              UploadPace.DEFAULT,
              gate,
              UploadPolicy.ALL.parallel(),
              counters,
              InstantSource.system(),
              System::nanoTime,
              new Random(1));
      Lifecycle lanes = new Lifecycle();
      uploader.lanes().forEach(lanes::addInterruptible);
      long start = System.nanoTime();
      lanes.start();
      while (!spool.isEmpty()) {
        Thread.sleep(LOOK_MILLIS);
        String failure = uploader.status().failure();
        if (failure != null || lanes.firstBroken() != null) {
          throw new IOException("the upload failed: " + failure, lanes.firstBroken());
        }
      }
      double rate = MEBIBYTES * 1e9 / (System.nanoTime() - start);
      lanes.stop();
      return rate;
    } finally {
      delete(folder);
      delete(store.objects().resolve("ours-" + round));
    }
  }

  private ObjectStore s3(String prefix) {
    return new S3Store(
        new S3Config(
            URI.create(store.endpoint()),
            "us-east-1",
            DemoStore.BUCKET,
            prefix,
            true,
            new S3Credentials.Static(DemoStore.ACCESS_KEY, DemoStore.SECRET_KEY),
            S3Config.DEFAULT_CALL_TIMEOUT),
        InstantSource.system());
  }

  private static void fill(Spool spool, Counters counters, int round) throws IOException {
    byte[] bytes = new byte[OBJECT_BYTES];
    Random random = new Random(round);
    ChunkOrigin origin = new ChunkOrigin("bench", "upload", "", "bench", List.of());
    Recorder recorder =
        new Recorder(
            spool,
            _ -> {
              random.nextBytes(bytes);
              return ByteBuffer.wrap(bytes);
            },
            origin,
            counters,
            InstantSource.system());
    for (int i = 0; i < OBJECTS; i++) {
      Zone zone = MadeZone.of(16);
      zone.id = new ZoneId(zone.id.crs(), zone.id.cellMetres(), i, 0);
      recorder.record(zone);
    }
  }

  private double theirs(int round) throws IOException, InterruptedException {
    Path files = Files.createDirectory(directory.resolve("files-" + round));
    byte[] bytes = new byte[OBJECT_BYTES];
    Random random = new Random(round);
    for (int i = 0; i < OBJECTS; i++) {
      random.nextBytes(bytes);
      Files.write(files.resolve(i + ".laz"), bytes);
    }
    try {
      long start = System.nanoTime();
      new RclonePeer(store)
          .copy(files, "theirs-" + round, directory.resolve("rclone-" + round + ".log"));
      return MEBIBYTES * 1e9 / (System.nanoTime() - start);
    } finally {
      delete(files);
      delete(store.objects().resolve("theirs-" + round));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
