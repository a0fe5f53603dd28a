package dev.catenary.uplink.policy;

import dev.catenary.uplink.chunk.SealedChunk;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets bytes out by the policy that is active now, and keeps the day's account. Any thread may
 * call.
 */
public final class UploadGate {
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final ZoneId zone;
  private UploadPolicy policy;
  private SpentDay spent;
  private long freeAtNanos;

  /**
   * @param clock for quiet hours and the calendar day
   * @param nanoClock for the cap; never steps
   * @param zone where day and hours are those of the people
   * @param spent as it was kept before a restart
   */
  public UploadGate(
      UploadPolicy policy,
      InstantSource clock,
      LongSupplier nanoClock,
      ZoneId zone,
      Optional<SpentDay> spent) {
    this.policy = policy;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.zone = zone;
    this.spent = spent.orElseGet(() -> new SpentDay(now().toLocalDate(), 0));
    this.freeAtNanos = nanoClock.getAsLong();
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), zone);
  }

  /** Another link, or other orders. Holds from the next part on. */
  public synchronized void choose(UploadPolicy next) {
    policy = next;
    freeAtNanos = nanoClock.getAsLong();
  }

  /** The one that was chosen last. */
  public synchronized UploadPolicy policy() {
    return policy;
  }

  /**
   * Tests whether this chunk may go as things are. A recording draws on the first half of a day's
   * budget alone, so that it leaves room for wires that are seen later in the day.
   */
  public synchronized boolean admits(SealedChunk chunk) {
    if (!policy.admits(chunk)) {
      return false;
    }
    long budget = policy.bytesPerDayMax();
    if (budget == 0 || !chunk.recording()) {
      return true;
    }
    spent = spent.on(now().toLocalDate());
    return spent.bytes() < budget / 2;
  }

  /** Bytes sent today; to be kept over a restart. */
  public synchronized SpentDay spent() {
    return spent;
  }

  /** Why nothing can go now, whatever its size; empty when something may. */
  public synchronized Optional<Hold> hold() {
    return why(0);
  }

  /**
   * Asks to send this many bytes, and books them when they may go: what was on its way when a line
   * broke has been paid for as well.
   *
   * @return empty when they may go
   */
  public synchronized Optional<Hold> take(long bytes) {
    Optional<Hold> hold = why(bytes);
    if (hold.isEmpty() && bytes > 0) {
      spent = spent.plus(bytes);
      if (policy.bytesPerSecondMax() > 0) {
        freeAtNanos =
            Math.addExact(
                nanoClock.getAsLong(), bytes * 1_000_000_000 / policy.bytesPerSecondMax());
      }
    }
    return hold;
  }

  /**
   * Asks to fetch this many bytes, and books them when they may come. Downloads draw on the first
   * half of a day's budget alone, as recordings do.
   *
   * @return empty when they may come
   */
  public synchronized Optional<Hold> takeDownload(long bytes) {
    Optional<Hold> hold = holdDownload(bytes);
    return hold.isPresent() ? hold : take(bytes);
  }

  /** Why nothing may be fetched now; empty when something may. */
  public synchronized Optional<Hold> holdDownload() {
    Optional<Hold> hold = holdDownload(1);
    return hold.isPresent() ? hold : hold();
  }

  private Optional<Hold> holdDownload(long bytes) {
    spent = spent.on(now().toLocalDate());
    long budget = policy.bytesPerDayMax();
    return budget > 0 && spent.bytes() + bytes > budget / 2
        ? Optional.of(new Hold.HalfSpent(budget, spent.bytes(), spent.day()))
        : Optional.empty();
  }

  private Optional<Hold> why(long bytes) {
    LocalDateTime now = now();
    spent = spent.on(now.toLocalDate());
    for (QuietHours hours : policy.quietHours()) {
      if (hours.contains(now.toLocalTime())) {
        return Optional.of(new Hold.Quiet(hours, hours.left(now.toLocalTime())));
      }
    }
    long budget = policy.bytesPerDayMax();
    if (budget > 0 && spent.bytes() + Math.max(bytes, 1) > budget) {
      return Optional.of(new Hold.BudgetSpent(budget, spent.bytes(), spent.day()));
    }
    long left = freeAtNanos - nanoClock.getAsLong();
    return bytes > 0 && policy.bytesPerSecondMax() > 0 && left > 0
        ? Optional.of(new Hold.Capped(policy.bytesPerSecondMax(), Duration.ofNanos(left)))
        : Optional.empty();
  }
}
