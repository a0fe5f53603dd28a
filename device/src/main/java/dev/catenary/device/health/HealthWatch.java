package dev.catenary.device.health;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tinylog.Logger;

/**
 * Keeps the readings of the last seconds and judges by them. A link that changes its condition is
 * logged, once.
 *
 * <p>One thread looks; any thread may ask for what was seen last.
 */
public final class HealthWatch {
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final long READY_WITHOUT_NANOS = 5_000_000_000L;

  private final Deque<Reading> readings = new ArrayDeque<>();
  private final long startNanos;
  private volatile Health health = Health.UNKNOWN;

  /**
   * @param startNanos steady clock when the machine was started
   */
  public HealthWatch(long startNanos) {
    this.startNanos = startNanos;
  }

  /** Takes in a new reading and judges what has happened over the last ten seconds. */
  public Health look(Reading now) {
    while (!readings.isEmpty() && now.nanos() - readings.peekFirst().nanos() > WINDOW_NANOS) {
      readings.removeFirst();
    }
    Reading before = readings.isEmpty() ? now : readings.peekFirst();
    readings.addLast(now);
    Health was = health;
    Health is = Health.of(new Window(before, now, now.nanos() - startNanos), was);
    health = is;
    tell(was, is);
    return is;
  }

  /** As it was seen last. */
  public Health health() {
    return health;
  }

  /**
   * Tests whether the machine may be called ready: sensors, disk and model stand, or have had their
   * time and are reported as degraded.
   */
  public boolean isReady(long nowNanos) {
    boolean stand =
        health.links().stream()
            .filter(
                link ->
                    switch (link.link()) {
                      case SENSOR, DISK, MODEL -> true;
                      default -> false;
                    })
            .allMatch(link -> link.condition() == Condition.OK);
    return !health.links().isEmpty() && (stand || nowNanos - startNanos > READY_WITHOUT_NANOS);
  }

  private static void tell(Health was, Health is) {
    for (int i = 0; i < is.links().size(); i++) {
      LinkHealth link = is.links().get(i);
      Condition before = was.links().isEmpty() ? Condition.OK : was.links().get(i).condition();
      if (link.condition() == before) {
        continue;
      }
      if (link.condition() == Condition.OK) {
        Logger.info("{} is OK: {}", link.link().word(), link.why());
      } else {
        Logger.warn(
            "{} is {}: {} | {}", link.link().word(), link.condition(), link.why(), link.cure());
      }
    }
  }
}
