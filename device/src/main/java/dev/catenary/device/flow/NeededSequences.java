package dev.catenary.device.flow;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * The oldest datagram that something not yet durable was made of: what the raw journal must keep.
 *
 * <p>A zone on its way to the disk is entered by the capture thread before that thread says it no
 * longer holds it, so a reader that asks the capture side first never misses one.
 */
public final class NeededSequences {
  private long[] inFlight = new long[16];
  private int inFlightCount;
  private volatile long captureNeeds = Long.MIN_VALUE;

  /**
   * The oldest sequence that the capture thread itself still holds: waiting, or in an open zone.
   */
  public void captureNeeds(long sequence) {
    captureNeeds = sequence;
  }

  /** Value that {@link #captureNeeds(long)} was last given. */
  public long captureNeeds() {
    return captureNeeds;
  }

  /** A zone has been closed and goes on to be recorded. */
  public synchronized void closed(Zone zone) {
    if (inFlightCount == inFlight.length) {
      inFlight = Arrays.copyOf(inFlight, inFlightCount * 2);
    }
    inFlight[inFlightCount++] = zone.firstSequence;
  }

  /** The zone is durable, or was dropped and counted. */
  public synchronized void done(Zone zone) {
    for (int i = 0; i < inFlightCount; i++) {
      if (inFlight[i] == zone.firstSequence) {
        inFlight[i] = inFlight[--inFlightCount];
        return;
      }
    }
    throw new IllegalStateException("zone " + zone.id.slug() + " was not on its way");
  }

  /** True when no closed zone waits to become durable. */
  public synchronized boolean nothingInFlight() {
    return inFlightCount == 0;
  }

  /** Everything before this sequence may go. */
  public long oldestNeeded() {
    long oldest = captureNeeds;
    synchronized (this) {
      for (int i = 0; i < inFlightCount; i++) {
        oldest = Math.min(oldest, inFlight[i]);
      }
    }
    return oldest;
  }
}
