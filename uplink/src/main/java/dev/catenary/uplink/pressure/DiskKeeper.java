package dev.catenary.uplink.pressure;

import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * Keeps room on the spool's disk, in bytes and in names. It acts before sealing would touch the
 * reserve, or when the disk takes no new file. It evicts in this order: the raw journal of zones
 * that have been uploaded, whole zones of rank 4, whole zones of rank 3, the last to be sent first.
 * Zones with a wire, a pole or a tower are never given up.
 */
public final class DiskKeeper implements Stage {
  private static final long LOOK_NANOS = 1_000_000_000;

  /** While all is well, whether the disk takes a new file is tried in one of so many looks. */
  private static final int LOOKS_A_TRIAL = 5;

  private static final Rank[] GIVEN_UP = {Rank.OTHER, Rank.VEGETATION};

  private final Spool spool;
  private final RawJournal raw;
  private final long marginBytes;
  private final LongSupplier nanoClock;
  private final DiskForecast forecast = new DiskForecast();
  private volatile DiskState state = new DiskState(DiskState.Level.WELL, 0, null, "not looked yet");
  private long nextLookNanos;
  private int looks;

  /**
   * @param marginBytes above the spool's reserve, from where on something is given up
   * @param nanoClock never steps
   */
  public DiskKeeper(Spool spool, RawJournal raw, long marginBytes, LongSupplier nanoClock) {
    this.spool = spool;
    this.raw = raw;
    this.marginBytes = marginBytes;
    this.nanoClock = nanoClock;
    this.nextLookNanos = nanoClock.getAsLong();
  }

  @Override
  public String roleName() {
    return "uplink-disk";
  }

  /** State of the disk; any thread may ask. */
  public DiskState state() {
    return state;
  }

  @Override
  public int doWork() {
    long now = nanoClock.getAsLong();
    if (now - nextLookNanos < 0) {
      return 0;
    }
    nextLookNanos = now + LOOK_NANOS;
    try {
      become(look(now));
    } catch (IOException e) {
      become(
          new DiskState(
              DiskState.Level.FAILED,
              0,
              null,
              "the spool's disk fails: " + e.getMessage() + "; look after the disk"));
    }
    return 1;
  }

  private DiskState look(long now) throws IOException {
    long room = spool.disk().roomBytes();
    Optional<String> refusal = isTrialDue() ? spool.disk().tryNewFiles() : Optional.empty();
    boolean gaveUp = false;
    while ((room < marginBytes || refusal.isPresent()) && giveUpOne()) {
      gaveUp = true;
      room = spool.disk().roomBytes();
      refusal = refusal.flatMap(_ -> spool.disk().tryNewFiles());
    }
    forecast.sample(now, room);
    Duration fullIn = forecast.fullIn().orElse(null);
    String left = fullIn == null ? "" : ", " + DiskForecast.sentence(fullIn);
    if (room > 0 && refusal.isPresent()) {
      return new DiskState(
          DiskState.Level.FULL,
          room,
          fullIn,
          "the disk has "
              + (room >> 20)
              + " MiB for chunks and takes no new file ("
              + refusal.get()
              + "): capture loses zones until it does; look for a full table of inodes (df -i) or a"
              + " disk that was mounted read-only");
    }
    if (room <= 0) {
      return new DiskState(
          DiskState.Level.FULL,
          room,
          fullIn,
          "the disk is full and nothing on it may be given up: capture loses zones until chunks"
              + " leave or space is freed");
    }
    String free = (room >> 20) + " MiB left for chunks" + left;
    return gaveUp
        ? new DiskState(
            DiskState.Level.GIVING_UP, room, fullIn, free + "; whole zones are thinned for room")
        : new DiskState(DiskState.Level.WELL, room, fullIn, free);
  }

  private boolean isTrialDue() {
    boolean well = state.level() == DiskState.Level.WELL;
    return looks++ % LOOKS_A_TRIAL == 0 || !well;
  }

  private boolean giveUpOne() throws IOException {
    if (raw.giveUp(spool.durable().oldestSequenceHere()) > 0) {
      return true;
    }
    for (Rank rank : GIVEN_UP) {
      if (spool.giveUp(rank) > 0) {
        return true;
      }
    }
    return false;
  }

  private void become(DiskState next) {
    if (next.level() != state.level()) {
      if (next.level().compareTo(DiskState.Level.FULL) >= 0) {
        Logger.error("disk: {}", next.sentence());
      } else {
        Logger.info("disk: {}", next.sentence());
      }
    }
    state = next;
  }
}
