package dev.catenary.device.assembly;

import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.trajectory.Trajectory;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.stage.MachineClock;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.ObjectStore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ends of a machine: where its datagrams come from, where its chunks go, who looks on.
 *
 * @param feed whether the source can wait: if not, zones that do not fit their queue drop
 * @param store where chunks go; null keeps them in the spool
 * @param events told what happens to chunks
 * @param onlooker of points, zones and positions
 * @param trajectory in place of what receivers said; null where there is none
 * @param random spreads retries
 */
public record Surroundings(
    DatagramSource source,
    Feed feed,
    @Nullable ObjectStore store,
    Counters counters,
    Consumer<SpoolEvent> events,
    Onlooker onlooker,
    @Nullable Trajectory trajectory,
    MachineClock clock,
    RandomGenerator random) {
  /** The least: by the host's clock, with nobody who looks on. */
  public static Surroundings of(
      DatagramSource source, Feed feed, @Nullable ObjectStore store, Counters counters) {
    return new Surroundings(
        source,
        feed,
        store,
        counters,
        _ -> {},
        Onlooker.NOBODY,
        null,
        MachineClock.SYSTEM,
        RandomGenerator.getDefault());
  }

  /** The same, with somebody who is told of chunks and looks on. */
  public Surroundings seenBy(Consumer<SpoolEvent> listener, Onlooker looking) {
    return new Surroundings(
        source, feed, store, counters, listener, looking, trajectory, clock, random);
  }

  /** The same, placed by a post-processed trajectory; null for the receivers. */
  public Surroundings placedBy(@Nullable Trajectory other) {
    return new Surroundings(source, feed, store, counters, events, onlooker, other, clock, random);
  }

  /** The same by another clock, with retries spread by another generator. */
  public Surroundings timedBy(MachineClock other, RandomGenerator generator) {
    return new Surroundings(
        source, feed, store, counters, events, onlooker, trajectory, other, generator);
  }
}
