package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.policy.SpentDay;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.ReadOnlyFiles;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** One machine's uplink on a clock of its own: record, upload step by step, restart. */
public final class Bench implements AutoCloseable {
  static final UploadPace PACE =
      new UploadPace(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(10));

  /** Of uploads here. */
  public static final int PART_BYTES = 8 << 20;

  public final Counters counters = new Counters();
  public final List<SpoolEvent> events = new CopyOnWriteArrayList<>();
  public final Path folder;
  private final int chunkBytes;
  public UploadPolicy policy =
      new UploadPolicy("bench", Rank.OTHER, true, 0, 0, List.of(), 1, PART_BYTES);
  private ObjectStore store;
  public List<Stage> lanes;
  public Spool spool;
  public Recorder recorder;
  public Uploader uploader;
  public long nanos;
  public volatile Instant now = Instant.ofEpochSecond(7);
  public volatile boolean readOnly;

  public Bench(Path folder, ObjectStore store, int chunkBytes) throws IOException {
    this.folder = folder;
    this.store = store;
    this.chunkBytes = chunkBytes;
    open();
  }

  private void open() throws IOException {
    spool =
        ReadOnlyFiles.open(
            new SpoolConfig(folder, 0), counters, () -> now, events::add, () -> readOnly);
    recorder =
        new Recorder(
            spool, Zones.encoder(chunkBytes), Zones.ORIGIN, counters, InstantSource.system());
    uploader =
        new Uploader(
            spool,
            store,
            PACE,
            new UploadGate(
                policy,
                () -> now,
                () -> nanos,
                ZoneOffset.UTC,
                SpentDay.parse(spool.notes().keptSpent())),
            policy.parallel(),
            counters,
            () -> now,
            () -> nanos,
            new Random(1));
    lanes = uploader.lanes();
  }

  /** As if the process had died and begun again: all that was in memory is gone. */
  public void restart(ObjectStore next) throws IOException {
    spool.close();
    store = next;
    open();
  }

  public SealedChunk record(Zone zone) throws IOException {
    return recorder.record(zone);
  }

  /** Does as many steps of work as there are, at most this many; no time passes. */
  public int work(int steps) throws IOException {
    int done = 0;
    while (done < steps && step() > 0) {
      done++;
    }
    return done;
  }

  /** One step of each lane. */
  public int step() throws IOException {
    int done = 0;
    for (Stage lane : lanes) {
      done += ((UploadLane) lane).doWork();
    }
    return done;
  }

  /** Works until the spool is empty, letting time pass where the uploader waits. */
  public void drain() throws IOException {
    for (int i = 0; i < 2_000 && !spool.list().isEmpty(); i++) {
      if (step() == 0) {
        pass(Duration.ofSeconds(1));
      }
    }
  }

  public void pass(Duration time) {
    nanos += time.toNanos();
  }

  public long count(DeviceCounter counter) {
    return counters.get(counter);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
