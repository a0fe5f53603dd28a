package dev.catenary.uplink.redate;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * Dates the chunks and events of this run again when it becomes known that the host's clock was
 * wrong: the manifest then says both times and who told. The LAZ file, its key and its place in the
 * order stay as they are.
 *
 * <p>A receiver's word counts most. Without one, a clock that was set is believed after it was set:
 * whoever sets a clock knows the time better than the clock did.
 */
public final class Redating implements Stage {
  private static final long LOOK_NANOS = 1_000_000_000;

  private final Spool spool;
  private final TrueTime trueTime;
  private final Counters counters;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final HostTimeline timeline = new HostTimeline();
  private final Map<Long, Ahead> saidBySealNumber = new HashMap<>();
  private long nextLookNanos;
  private long addedBefore = -1;
  private long hostAheadBefore;
  private boolean toldBefore;

  /**
   * @param clock the host's
   * @param nanoClock never steps
   */
  public Redating(
      Spool spool,
      TrueTime trueTime,
      Counters counters,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.spool = spool;
    this.trueTime = trueTime;
    this.counters = counters;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.nextLookNanos = nanoClock.getAsLong();
    timeline.look(hostNanos(), nanoClock.getAsLong(), spool.nextSealNumber());
  }

  /** Corrections of the first and the last time of a chunk. */
  private record Ahead(long first, long last) {
    private static final Ahead NONE = new Ahead(0, 0);

    private boolean isNear(Ahead other) {
      return Math.abs(first - other.first) <= HostTimeline.STEP_NANOS
          && Math.abs(last - other.last) <= HostTimeline.STEP_NANOS;
    }
  }

  @Override
  public String roleName() {
    return "uplink-redate";
  }

  @Override
  public int doWork() {
    long now = nanoClock.getAsLong();
    if (now - nextLookNanos < 0) {
      return 0;
    }
    nextLookNanos = now + LOOK_NANOS;
    boolean stepped = timeline.look(hostNanos(), now, spool.nextSealNumber());
    if (stepped) {
      counters.increment(DeviceCounter.CLOCK_STEPS);
      Logger.warn("the host's clock was set; it now shows {}", clock.instant());
    }
    long hostAhead = trueTime.hostAheadNanos();
    boolean told = trueTime.isTold();
    boolean changed =
        stepped
            || told != toldBefore
            || Math.abs(hostAhead - hostAheadBefore) > HostTimeline.STEP_NANOS
            || spool.added() != addedBefore;
    if (changed) {
      hostAheadBefore = hostAhead;
      toldBefore = told;
      addedBefore = spool.added();
      redateAll(hostAhead, told);
    }
    return 1;
  }

  private void redateAll(long hostAhead, boolean told) {
    String source = told ? "GNSS" : "HOST_STEP";
    for (SealedChunk chunk : spool.sealedInThisRun()) {
      redate(chunk, hostAhead, source);
    }
    for (ZoneEvent event : spool.events().all()) {
      redate(event, hostAhead, source);
    }
  }

  private void redate(SealedChunk chunk, long hostAhead, String source) {
    if (chunk.recording()) {
      // It has its datagrams' own times, as its journal has them.
      return;
    }
    long number = chunk.sealNumber();
    Ahead ahead =
        new Ahead(
            hostAhead + timeline.steppedSince(chunk.firstHostNanos(), number),
            hostAhead + timeline.steppedSince(chunk.lastHostNanos(), number));
    if (ahead.isNear(saidBySealNumber.getOrDefault(number, Ahead.NONE))) {
      return;
    }
    try {
      spool.redate(chunk, manifest -> say(manifest, chunk, ahead, source));
      counters.increment(DeviceCounter.CHUNKS_REDATED);
      saidBySealNumber.put(number, ahead);
    } catch (IOException e) {
      // Looked at again when something changes; the times as written stay true to themselves.
      Logger.warn("chunk {} keeps the date of a wrong clock: {}", chunk.id(), e.getMessage());
    }
  }

  private static void say(
      ChunkManifest.Builder manifest, SealedChunk chunk, Ahead ahead, String source) {
    if (ahead.isNear(Ahead.NONE)) {
      manifest.clearHostClockCorrection().getEventBuilder().clearHostClockCorrection();
      return;
    }
    HostClockCorrection correction =
        correction(
            chunk.firstHostNanos(),
            chunk.lastHostNanos(),
            ahead,
            source,
            GpsTimes.ahead(manifest, ahead.last));
    manifest
        .setHostClockCorrection(correction)
        .getEventBuilder()
        .setHostClockCorrection(correction);
  }

  private void redate(ZoneEvent event, long hostAhead, String source) {
    long ahead =
        hostAhead + timeline.steppedSince(event.getMadeHostNanos(), spool.nextSealNumber());
    long before = event.getHostClockCorrection().getLastAheadNanos();
    if (Math.abs(ahead - before) <= HostTimeline.STEP_NANOS) {
      return;
    }
    HostClockCorrection correction =
        correction(
            event.getFirstHostNanos(),
            event.getLastHostNanos(),
            new Ahead(ahead, ahead),
            source,
            0);
    try {
      spool.events().redate(event, correction);
    } catch (IOException e) {
      Logger.warn(
          "event {} keeps the date of a wrong clock: {}", event.getEventId(), e.getMessage());
    }
  }

  private static HostClockCorrection correction(
      long firstNanos, long lastNanos, Ahead ahead, String source, long gpsAhead) {
    return HostClockCorrection.newBuilder()
        .setFirstAheadNanos(ahead.first)
        .setLastAheadNanos(ahead.last)
        .setFirstHostNanos(firstNanos + ahead.first)
        .setLastHostNanos(lastNanos + ahead.last)
        .setSource(source)
        .setGpsAheadNanos(gpsAhead)
        .build();
  }

  private long hostNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
