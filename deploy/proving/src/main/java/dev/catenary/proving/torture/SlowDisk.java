package dev.catenary.proving.torture;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalKeeper;
import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proving.torture.disk.RecordingDisk;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Journal and spool on a disk that becomes slow and well again, at the rate of a VLP-16 with two
 * returns: the journal by its own threads, as in the service, and a zone to seal each second.
 */
final class SlowDisk {
  private static final int DATAGRAMS_PER_SECOND = 1_508;
  private static final int SECONDS_EACH = 8;
  private static final long WRITE_MILLIS = 100;
  private static final long FORCE_MILLIS = 3_000;
  private static final int SEGMENT_BYTES = 4 << 20;
  private static final long SYNC_NANOS = 1_000_000_000;
  private static final int LAZ_BYTES = 20_000;
  private static final int POLL = 10_000;

  /** A second of what comes: so much waits between link and journal in the service too. */
  private static final double LONGEST_WAIT_SECONDS = 1;

  private final Path folder;
  private final Counters counters = new Counters();
  private final List<SealedChunk> sealed = new ArrayList<>();

  SlowDisk(Path folder) {
    this.folder = folder;
  }

  /** Figures of one stretch of time. */
  private record Stretch(double longestAppendSeconds, int sealed) {}

  /** Adds to what was measured, and to what broke. */
  void run(List<String> figures, List<String> broken) throws IOException, InterruptedException {
    RecordingDisk disk = new RecordingDisk(Files.createDirectories(folder));
    Files.createDirectories(disk.root().resolve("spool"));
    List<Stretch> stretches = new ArrayList<>();
    long last;
    try (JournalWriter journal =
            new JournalWriter(
                new JournalConfig(disk.root().resolve("journal"), SEGMENT_BYTES, SYNC_NANOS, false),
                counters);
        Spool spool =
            Spool.open(
                new SpoolConfig(disk.root().resolve("spool"), 0),
                counters,
                InstantSource.system(),
                _ -> {})) {
      Lifecycle threads = new Lifecycle();
      threads.addInterruptible(new JournalKeeper(journal, SYNC_NANOS, () -> 0, System::nanoTime));
      threads.addInterruptible(new Sealing(spool));
      threads.start();
      last = append(journal, 0, stretches);
      disk.delay(WRITE_MILLIS, FORCE_MILLIS);
      last = append(journal, last, stretches);
      disk.delay(0, 0);
      last = append(journal, last, stretches);
      if (threads.firstBroken() != null) {
        broken.add("slow disk: a thread has ended: " + threads.firstBroken());
      }
      threads.stop();
    }
    check(last, broken);
    judge(stretches, last, figures, broken);
  }

  /** Appends at the sensor's rate; the last sequence. */
  private long append(JournalWriter journal, long before, List<Stretch> stretches)
      throws InterruptedException {
    long start = System.nanoTime();
    int sealedBefore = sealedSoFar();
    long longest = 0;
    long sequence = before;
    for (int i = 0; i < SECONDS_EACH * DATAGRAMS_PER_SECOND; i++) {
      long due = start + i * 1_000_000_000L / DATAGRAMS_PER_SECOND;
      long wait = due - System.nanoTime();
      if (wait > 1_000_000) {
        Thread.sleep(wait / 1_000_000);
      }
      var datagram = NumberedDatagrams.of(++sequence);
      long begun = System.nanoTime();
      journal.append(datagram);
      longest = Math.max(longest, System.nanoTime() - begun);
    }
    stretches.add(new Stretch(longest / 1e9, sealedSoFar() - sealedBefore));
    return sequence;
  }

  private int sealedSoFar() {
    synchronized (sealed) {
      return sealed.size();
    }
  }

  private void judge(
      List<Stretch> stretches, long last, List<String> figures, List<String> broken) {
    Stretch slow = stretches.get(1);
    Stretch after = stretches.get(2);
    if (slow.longestAppendSeconds > LONGEST_WAIT_SECONDS) {
      broken.add("slow disk: capture waited " + slow.longestAppendSeconds + " s for the disk");
    }
    if (after.sealed <= slow.sealed) {
      broken.add("slow disk: it is not quicker when the disk is: " + stretches);
    }
    if (counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES) > 0) {
      broken.add("slow disk: datagrams were not written");
    }
    figures.add(
        String.format(
            Locale.ROOT,
            "slow disk: %,d datagrams, %d chunks, all whole; the longest that capture waited was %.3f"
                + " s before, %.3f s with writes of 0.1 s and forces of 3 s, %.3f s after; %d, %d and"
                + " %d chunks sealed",
            last,
            sealed.size(),
            stretches.getFirst().longestAppendSeconds,
            slow.longestAppendSeconds,
            after.longestAppendSeconds,
            stretches.getFirst().sealed,
            slow.sealed,
            after.sealed));
  }

  private void check(long last, List<String> broken) throws IOException {
    Set<Long> found = new HashSet<>();
    try (JournalSource source = new JournalSource(folder.resolve("journal"), counters)) {
      int polled;
      do {
        polled =
            source.poll(
                datagram -> {
                  if (NumberedDatagrams.isWhole(datagram)) {
                    found.add(datagram.sequence);
                  }
                },
                POLL);
      } while (polled > 0);
    }
    if (found.size() != last) {
      broken.add("slow disk: " + found.size() + " of " + last + " datagrams are whole");
    }
    for (SealedChunk chunk : sealed) {
      byte[] laz = Files.readAllBytes(folder.resolve("spool").resolve(chunk.id() + ".laz"));
      if (!Checksums.of(ByteBuffer.wrap(laz)).equals(chunk.checksums())) {
        broken.add("slow disk: not whole: " + chunk.id());
      }
    }
  }

  /** One zone after the other, as fast as the disk takes them, ten a second at most. */
  private final class Sealing implements Stage {
    private static final long BETWEEN_NANOS = 100_000_000;

    private final Recorder recorder;
    private long nextNanos = System.nanoTime();
    private int number;

    Sealing(Spool spool) {
      this.recorder =
          new Recorder(
              spool,
              SmallZones.encoder(LAZ_BYTES, LAZ_BYTES + 1),
              SmallZones.ORIGIN,
              counters,
              InstantSource.system());
    }

    @Override
    public String roleName() {
      return "record-0";
    }

    @Override
    public int doWork() throws IOException {
      if (System.nanoTime() - nextNanos < 0) {
        return 0;
      }
      nextNanos = System.nanoTime() + BETWEEN_NANOS;
      long first = 10L * number + 1;
      SealedChunk chunk =
          recorder.record(SmallZones.zone(number, first, first + 8, Rank.CONDUCTOR, 0));
      number++;
      synchronized (sealed) {
        sealed.add(chunk);
      }
      return 1;
    }

    @Override
    public void close() {}
  }
}
