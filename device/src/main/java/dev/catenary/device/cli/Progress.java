package dev.catenary.device.cli;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.UploadStatus;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.pressure.DiskState;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows a person what the machine does: a line a second, and a summary. */
public final class Progress implements Consumer<SpoolEvent> {
  private static final Duration FORETOLD = Duration.ofHours(12);

  private final Counters counters;
  private final PrintWriter out;
  private final boolean live;
  private final AtomicIntegerArray chunksByRank = new AtomicIntegerArray(Rank.values().length);
  private final AtomicLong quarantined = new AtomicLong();
  private final AtomicReference<@Nullable String> conductorTime = new AtomicReference<>();
  private final Queue<Double> violationSeconds = new ConcurrentLinkedQueue<>();
  private long pointsBefore;
  private long nanosBefore = System.nanoTime();

  /**
   * @param live true when host times are now's, so that times to a receipt mean something
   */
  public Progress(Counters counters, PrintWriter out, boolean live) {
    this.live = live;
    this.counters = counters;
    this.out = out;
  }

  @Override
  public void accept(SpoolEvent event) {
    switch (event) {
      case SpoolEvent.ChunkSealed(SealedChunk chunk, Instant _) -> {
        if (chunk.kind() == ChunkKind.ZONE) {
          chunksByRank.incrementAndGet(chunk.rank().ordinal());
        }
      }
      case SpoolEvent.ChunkUploaded(SealedChunk chunk, var receipt) -> {
        if (live && chunk.rank().compareTo(Rank.CONDUCTOR) <= 0) {
          Instant at = receipt.at();
          double seconds = at.getEpochSecond() - chunk.firstHostNanos() / 1e9 + at.getNano() / 1e9;
          conductorTime.compareAndSet(null, String.format("%.1f s", seconds));
        }
      }
      case SpoolEvent.ViolationSeen(ZoneEvent violation) -> {
        double seconds = (violation.getMadeHostNanos() - violation.getLastHostNanos()) / 1e9;
        violationSeconds.add(seconds);
      }
      case SpoolEvent.ChunkGivenUp _ -> {}
      case SpoolEvent.ChunkQuarantined _ -> quarantined.incrementAndGet();
    }
  }

  /** One line: rate, zones by rank, what waits, what was lost. */
  public void line(Spool spool) {
    out.println(words(spool));
    out.flush();
  }

  /** Rate, zones by rank, what waits, what was lost. */
  public String words(Spool spool) {
    long points = counters.get(DeviceCounter.POINTS_DECODED);
    long now = System.nanoTime();
    double millionsPerSecond = (points - pointsBefore) * 1e3 / (now - nanosBefore);
    pointsBefore = points;
    nanosBefore = now;
    return String.format(
        Locale.ROOT,
        "%6.2f M points/s  chunks by rank %s  in the spool %d  sent %d  lost %d",
        millionsPerSecond,
        chunksByRank,
        spool.chunkCount(),
        counters.get(DeviceCounter.CHUNKS_UPLOADED),
        losses());
  }

  /** The same, and what stands in the way. */
  public void line(Assembly machine) {
    line(machine.spool());
    DiskState disk = machine.disk();
    if (disk.level() != DiskState.Level.WELL || disk.isFullWithin(FORETOLD)) {
      out.println("DISK: " + disk.sentence());
    }
    Uploader uploader = machine.uploader();
    UploadStatus upload = uploader == null ? null : uploader.status();
    if (upload != null && upload.failure() != null) {
      out.println("UPLOAD: " + upload.failure());
    } else if (upload != null && upload.hold() != null) {
      out.println("UPLOAD waits: " + upload.hold());
    }
    if (upload != null && upload.alone() != null) {
      out.println("UPLOAD refused: " + upload.alone());
    }
    out.flush();
  }

  private long losses() {
    return counters.snapshot().entrySet().stream()
        .filter(entry -> entry.getKey().isLoss())
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  /** Time from the last packet with a point of it until a violation in an open zone was told. */
  private void violations(PrintWriter to) {
    double[] seconds =
        violationSeconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (seconds.length == 0) {
      return;
    }
    to.printf("Violations       %d told while their zone was open", seconds.length);
    if (live) {
      to.printf(
          "; last packet to durable event %.2f s median, %.2f s at most",
          seconds[seconds.length / 2], seconds[seconds.length - 1]);
    }
    to.println();
  }

  /** Points in and out, losses by cause, and where the files are. */
  public void summary(PrintWriter to, Assembly machine, Path spool) {
    to.println();
    machine.sensors().forEach(sensor -> to.println("Sensor           " + sensor));
    to.printf("Points decoded   %,d%n", counters.get(DeviceCounter.POINTS_DECODED));
    to.printf(
        "Points in chunks %,d in %,d chunks of %,d bytes%n",
        counters.get(DeviceCounter.POINTS_IN_CHUNKS),
        counters.get(DeviceCounter.CHUNKS_SEALED),
        counters.get(DeviceCounter.CHUNK_BYTES));
    for (Rank rank : Rank.values()) {
      to.printf("  rank %d %-19s %,d%n", rank.ordinal(), rank, chunksByRank.get(rank.ordinal()));
    }
    to.printf("Chunks sent      %,d%n", counters.get(DeviceCounter.CHUNKS_UPLOADED));
    String time = conductorTime.get();
    if (time != null) {
      to.println("First conductor  " + time + " from its first packet to its receipt");
    }
    violations(to);
    to.println("Losses           " + (losses() == 0 ? "none" : ""));
    counters
        .snapshot()
        .forEach(
            (counter, value) -> {
              if (counter.isLoss()) {
                to.printf("  %,d  %s%n", value, counter.sentence());
              }
            });
    to.println("Spool            " + spool);
    Throwable broken = machine.broken();
    if (broken != null) {
      to.println("Stopped by       " + broken);
    }
    to.flush();
  }
}
