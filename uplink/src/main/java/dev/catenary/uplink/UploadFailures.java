package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.transfer.Backoff;
import dev.catenary.uplink.transfer.ChunkUpload;
import dev.catenary.uplink.transfer.ReceiptMismatchException;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Back-off after failures: a failure of the store makes all chunks wait; bytes that arrive wrong
 * and an object that is refused their chunk alone. Where one object after the other is refused and
 * none arrives between, it is the store that refuses. Counts it, logs it and says it as a status.
 * Guarded by the uploader, which calls with its lock held.
 */
final class UploadFailures {
  /** Different objects refused without one that arrives, before it is said of the store. */
  private static final int ROW = 3;

  /** A refused object is tried again at first after this part of the wait for a person. */
  private static final int REFUSED_FIRST = 20;

  /** And at last after this many of them. */
  private static final int REFUSED_LAST = 6;

  private final UploadPace pace;
  private final Counters counters;
  private final LongSupplier nanoClock;
  private final RandomGenerator random;
  private final Map<String, Pause> waiting = new HashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();

  /** Refused since anything arrived last. */
  private final Set<String> inARow = new HashSet<>();

  /** Of all, when the store fails. */
  private final Pause storePause;

  /**
   * @param nanoClock for waiting; never steps
   * @param random spreads the retries
   */
  UploadFailures(
      UploadPace pace, Counters counters, LongSupplier nanoClock, RandomGenerator random) {
    this.pace = pace;
    this.counters = counters;
    this.nanoClock = nanoClock;
    this.random = random;
    this.storePause = newPause();
  }

  /** A wait that has not begun, of this pace. */
  Pause newPause() {
    return new Pause(new Backoff(pace.firstRetry().toNanos(), pace.lastRetry().toNanos(), random));
  }

  /** Of all, when the store fails; the one part here that needs no lock. */
  Pause storePause() {
    return storePause;
  }

  /** Tests whether this chunk waits by itself. */
  boolean waits(SealedChunk chunk) {
    Pause wait = waiting.get(chunk.id());
    return wait != null && wait.lasts(nanoClock.getAsLong());
  }

  /** The chunk has left. */
  void forget(SealedChunk chunk) {
    waiting.remove(chunk.id());
    refused.remove(chunk.id());
    inARow.remove(chunk.id());
  }

  /** The store has taken something: it does not refuse all. */
  void taken() {
    inARow.clear();
  }

  /** Objects that wait because the store refuses them, and why; null for none. */
  @Nullable String alone() {
    if (refused.isEmpty()) {
      return null;
    }
    var first = refused.entrySet().iterator().next();
    return (refused.size() == 1
            ? "chunk " + first.getKey() + " waits alone: "
            : refused.size() + " chunks wait alone, first " + first.getKey() + ": ")
        + first.getValue();
  }

  /** Ends all waiting but that of the events. */
  void retryNow() {
    storePause.end(false);
    waiting.clear();
    inARow.clear();
  }

  /** The store has refused a step, or did not answer. */
  UploadStatus storeFailed(ChunkUpload upload, StoreException failure) {
    if (failure.kind() == StoreException.Kind.DAMAGED_ON_THE_WAY) {
      return arrivedWrong(upload, failure);
    }
    if (failure.kind() == StoreException.Kind.THIS_OBJECT) {
      return refused(upload, failure);
    }
    boolean needsPerson =
        failure.kind() == StoreException.Kind.UNTIL_CHANGED
            || failure.kind() == StoreException.Kind.NOT_SUPPORTED;
    long now = nanoClock.getAsLong();
    // One cut that fails several lanes is one failure.
    if (!storePause.lasts(now)) {
      if (needsPerson) {
        storePause.begin(now, longer(pace.lookAgain().toNanos(), failure));
      } else {
        storePause.beginAtLeast(now, failure.retryAfter().toNanos());
      }
    }
    return tell(upload, failure, needsPerson, storePause.leftNanos(now));
  }

  private static long longer(long nanos, StoreException failure) {
    return Math.max(nanos, failure.retryAfter().toNanos());
  }

  /** This object alone, unless it goes so with one after the other. */
  private UploadStatus refused(ChunkUpload upload, StoreException failure) {
    String id = upload.chunk().id();
    long now = nanoClock.getAsLong();
    long wait =
        waiting
            .computeIfAbsent(id, any -> refusedPause())
            .beginAtLeast(now, failure.retryAfter().toNanos());
    refused.put(id, String.valueOf(failure.getMessage()));
    inARow.add(id);
    if (inARow.size() < ROW) {
      return tell(upload, failure, true, wait);
    }
    if (!storePause.lasts(now)) {
      storePause.begin(now);
    }
    String all =
        "the store has refused "
            + inARow.size()
            + " objects and taken none since: "
            + failure.getMessage()
            + "; if none goes, check bucket, keys and rights";
    return say(upload, restarted(upload, all), true, storePause.leftNanos(now));
  }

  private Pause refusedPause() {
    long lookAgain = pace.lookAgain().toNanos();
    return new Pause(
        new Backoff(
            Math.max(pace.firstRetry().toNanos(), lookAgain / REFUSED_FIRST),
            lookAgain * REFUSED_LAST,
            random));
  }

  /** The bytes have changed on the way, or since they were verified. */
  UploadStatus arrivedWrong(ChunkUpload upload, IOException failure) {
    if (failure instanceof ReceiptMismatchException || failure instanceof StoreException) {
      counters.increment(DeviceCounter.RECEIPT_MISMATCHES);
    }
    return tell(upload, failure, false, waitAlone(upload));
  }

  /** The spool's own disk: the chunk goes on from where it is, once the disk can. */
  UploadStatus diskFailed(ChunkUpload upload, IOException failure) {
    return say(upload, String.valueOf(failure.getMessage()), false, waitAlone(upload));
  }

  private long waitAlone(ChunkUpload upload) {
    return waiting
        .computeIfAbsent(upload.chunk().id(), id -> newPause())
        .begin(nanoClock.getAsLong());
  }

  private UploadStatus tell(
      ChunkUpload upload, IOException failure, boolean needsPerson, long waitNanos) {
    return say(
        upload, restarted(upload, String.valueOf(failure.getMessage())), needsPerson, waitNanos);
  }

  private static String restarted(ChunkUpload upload, String text) {
    upload.restart();
    return text;
  }

  private UploadStatus say(ChunkUpload upload, String text, boolean needsPerson, long waitNanos) {
    counters.increment(DeviceCounter.UPLOAD_FAILURES);
    Logger.warn(
        "chunk {} was not sent: {}; next try in {} s",
        upload.chunk().id(),
        text,
        String.format("%.1f", waitNanos / 1e9));
    return new UploadStatus(upload.chunk(), 0, text, needsPerson, null, null);
  }
}
