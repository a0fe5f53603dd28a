package dev.catenary.uplink;

import dev.catenary.uplink.policy.UploadPolicy;
import org.jspecify.annotations.Nullable;

/**
 * That there was nothing to send, and when to look again: at once after a chunk or another policy
 * has come, else after a moment. A look through 100,000 chunks that the policy holds back takes a
 * millisecond, too much for a thread that comes by each half millisecond.
 */
final class Idleness {
  private static final long LOOK_AGAIN_NANOS = 200_000_000;

  private boolean idle;
  private long untilNanos;
  private long added;
  private @Nullable UploadPolicy policy;

  boolean lasts(long nowNanos, long addedNow, UploadPolicy policyNow) {
    return idle && nowNanos - untilNanos < 0 && addedNow == added && policyNow.equals(policy);
  }

  void begin(long nowNanos, long addedBefore, UploadPolicy policyBefore) {
    idle = true;
    untilNanos = nowNanos + LOOK_AGAIN_NANOS;
    added = addedBefore;
    policy = policyBefore;
  }

  void end() {
    idle = false;
  }
}
