package dev.catenary.proving.torture;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.UploadPace;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.transfer.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Sends what a spool holds, in one thread, on a clock on which all waiting takes one step. */
final class Drain {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int STEPS_MAX = 5_000;

  private final Spool spool;
  private final Uploader uploader;
  private long nanos;

  Drain(Spool spool, ObjectStore store, Counters counters) {
    this.spool = spool;
    this.uploader =
        new Uploader(
            spool,
            store,
            new UploadPace(WAIT, WAIT, WAIT),
            new UploadGate(
                new UploadPolicy(
                    "all", Rank.OTHER, true, 0, 0, List.of(), 1, UploadPolicy.PART_BYTES_MIN),
                InstantSource.system(),
                () -> nanos,
                ZoneOffset.UTC,
                Optional.empty()),
            1,
            counters,
            InstantSource.system(),
            () -> nanos,
            new Random(1));
  }

  /**
   * Works until nothing is left to send, or this many steps.
   *
   * @return true when nothing is left
   */
  boolean run(int steps) throws Exception {
    Stage lane = uploader.lanes().getFirst();
    for (int i = 0; i < steps && isMore(); i++) {
      if (lane.doWork() == 0) {
        nanos += WAIT.toNanos();
      }
    }
    return !isMore();
  }

  boolean run() throws Exception {
    return run(STEPS_MAX);
  }

  private boolean isMore() {
    return !spool.isEmpty() || spool.events().size() > 0;
  }
}
