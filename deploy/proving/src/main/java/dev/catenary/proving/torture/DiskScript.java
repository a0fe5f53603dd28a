package dev.catenary.proving.torture;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.RunNumber;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;

/**
 * A vehicle's disk in use: chunks are sealed, sent and let go, events put and taken, datagrams
 * journalled, forced and released, and the service restarted; with the moment at which each promise
 * was given.
 */
final class DiskScript {
  private static final int SEGMENT_BYTES = 1 << 16;
  private static final int ZONES = 12;
  private static final int LAZ_BYTES_MIN = 400;
  private static final int LAZ_BYTES_MAX = 12_000;

  private final Path data;
  private final IntSupplier moment;
  private final Random random;
  private final DiskPromises promises = new DiskPromises();
  private final Counters counters = new Counters();
  private Spool spool;
  private Recorder recorder;
  private JournalWriter journal;
  private long sequence;
  private long zoneFrom;

  /**
   * Opens everything, as the service does.
   *
   * @param moment says how far the disk has come
   */
  DiskScript(Path data, IntSupplier moment, long seed) throws IOException {
    this.data = data;
    this.moment = moment;
    this.random = new Random(seed);
    this.spool = openSpool();
    this.recorder = openRecorder();
    this.journal = openJournal();
    beginRun();
  }

  private Spool openSpool() throws IOException {
    return Spool.open(
        new SpoolConfig(data.resolve("spool"), 0), counters, InstantSource.system(), _ -> {});
  }

  private Recorder openRecorder() {
    return new Recorder(
        spool,
        SmallZones.encoder(LAZ_BYTES_MIN, LAZ_BYTES_MAX),
        SmallZones.ORIGIN,
        counters,
        InstantSource.system());
  }

  private JournalWriter openJournal() throws IOException {
    return new JournalWriter(
        new JournalConfig(data.resolve("journal"), SEGMENT_BYTES, 1_000_000_000, false), counters);
  }

  private void beginRun() throws IOException {
    sequence = RunNumber.begin(data);
    zoneFrom = sequence + 1;
    promises.runBegun(moment.getAsInt(), sequence);
  }

  /** Does this many things. */
  DiskPromises run(int deeds) throws IOException {
    for (int i = 0; i < deeds; i++) {
      deed(random.nextInt(100));
    }
    return promises;
  }

  private void deed(int dice) throws IOException {
    if (dice < 30) {
      append(1 + random.nextInt(60));
    } else if (dice < 45) {
      journal.force();
      promises.forced(moment.getAsInt(), sequence);
    } else if (dice < 65) {
      record();
    } else if (dice < 80) {
      letGo();
    } else if (dice < 86) {
      violation();
    } else if (dice < 90) {
      takeEvent();
    } else if (dice < 94) {
      keepUpload();
    } else if (dice < 97) {
      long oldestNeeded = zoneFrom;
      promises.journalReleased(moment.getAsInt(), oldestNeeded);
      journal.release(oldestNeeded);
    } else {
      restart();
    }
  }

  private void append(int datagrams) {
    for (int i = 0; i < datagrams; i++) {
      journal.append(NumberedDatagrams.of(++sequence));
    }
  }

  private void record() throws IOException {
    append(1);
    Zone zone = zone(Rank.values()[1 + random.nextInt(Rank.values().length - 1)], 0);
    int begun = moment.getAsInt();
    SealedChunk chunk = recorder.record(zone);
    promises.sealed(chunk, begun, moment.getAsInt());
    zoneFrom = sequence + 1;
  }

  private Zone zone(Rank rank, double severity) {
    return SmallZones.zone(
        random.nextInt(ZONES), Math.min(zoneFrom, sequence), sequence, rank, severity);
  }

  private Optional<SealedChunk> any() {
    List<SealedChunk> chunks = new ArrayList<>();
    spool.list().forEach(entry -> chunks.add(entry.chunk()));
    return chunks.isEmpty()
        ? Optional.empty()
        : Optional.of(chunks.get(random.nextInt(chunks.size())));
  }

  private void letGo() throws IOException {
    Optional<SealedChunk> one = any();
    if (one.isPresent()) {
      SealedChunk chunk = one.get();
      String sha256 = chunk.checksums().sha256();
      var receipt =
          new Receipt(
              chunk.id(), "s3://b", "k", sha256, "e", Proof.STORE_SHA256, Instant.ofEpochSecond(9));
      promises.leaving(chunk, moment.getAsInt());
      spool.release(chunk, receipt);
      promises.left(chunk, moment.getAsInt());
    }
  }

  private void keepUpload() throws IOException {
    Optional<SealedChunk> one = any();
    if (one.isPresent()) {
      String state = "catenary-upload 1\nsending " + random.nextInt(1_000) + "\nend\n";
      promises.keeping(one.get(), state, moment.getAsInt());
      spool.notes().keepUpload(one.get(), state.getBytes(StandardCharsets.UTF_8));
      promises.kept(one.get(), moment.getAsInt());
    }
  }

  private void violation() throws IOException {
    Zone zone = zone(Rank.CLEARANCE_VIOLATION, random.nextDouble() * 10);
    int begun = moment.getAsInt();
    if (recorder.reportOpen(zone)) {
      promises.told(begun, moment.getAsInt());
    }
  }

  private void takeEvent() throws IOException {
    Optional<ZoneEvent> next = spool.events().next();
    if (next.isPresent()) {
      promises.taking(moment.getAsInt());
      spool.events().release(next.get());
    }
  }

  private void restart() throws IOException {
    spool.close();
    journal.close();
    promises.forced(moment.getAsInt(), sequence);
    spool = openSpool();
    recorder = openRecorder();
    journal = openJournal();
    beginRun();
  }

  /** As a process ends. */
  void close() throws IOException {
    spool.close();
    journal.close();
  }
}
