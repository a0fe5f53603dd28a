package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** One machine's uplink on a clock of its own: record, upload step by step, restart. */
public final class Bench implements AutoCloseable {
  private static final UploadPace PACE =
      new UploadPace(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(10));

  public final Counters counters = new Counters();
  public final List<SpoolEvent> events = new CopyOnWriteArrayList<>();
  public final Path folder;
  private final int chunkBytes;
  private ObjectStore store;
  public Spool spool;
  public Recorder recorder;
  public Uploader uploader;
  public long nanos;

  public Bench(Path folder, ObjectStore store, int chunkBytes) throws IOException {
    this.folder = folder;
    this.store = store;
    this.chunkBytes = chunkBytes;
    open();
  }

  private void open() throws IOException {
    spool =
        Spool.open(
            new SpoolConfig(folder, 0), counters, () -> Instant.ofEpochSecond(7), events::add);
    recorder =
        new Recorder(
            spool, Zones.encoder(chunkBytes), Zones.ORIGIN, counters, InstantSource.system());
    uploader =
        new Uploader(
            spool,
            store,
            PACE,
            counters,
            () -> Instant.ofEpochSecond(7),
            () -> nanos,
            new Random(1));
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
    while (done < steps && uploader.doWork() > 0) {
      done++;
    }
    return done;
  }

  /** Works until the spool is empty, letting time pass where the uploader waits. */
  public void drain() throws IOException {
    for (int i = 0; i < 2_000 && !spool.list().isEmpty(); i++) {
      if (uploader.doWork() == 0) {
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
