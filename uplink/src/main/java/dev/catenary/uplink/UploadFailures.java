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
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;

/**
 * Back-off after failures: a failure of the store makes all chunks wait, bytes that arrive wrong
 * their chunk alone. Counts it, logs it and says it as a status. Guarded by the uploader, which
 * calls with its lock held.
 */
final class UploadFailures {
  private final UploadPace pace;
  private final Counters counters;
  private final LongSupplier nanoClock;
  private final RandomGenerator random;
  private final Map<String, Pause> waiting = new HashMap<>();

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
  }

  /** Ends all waiting but that of the events. */
  void retryNow() {
    storePause.end(false);
    waiting.clear();
  }

  /** The store has refused a step, or did not answer. */
  UploadStatus storeFailed(ChunkUpload upload, StoreException failure) {
    if (failure.kind() == StoreException.Kind.DAMAGED_ON_THE_WAY) {
      return arrivedWrong(upload, failure);
    }
    if (failure.kind() == StoreException.Kind.THIS_OBJECT) {
      return tell(upload, failure, true, waitAlone(upload));
    }
    boolean needsPerson =
        failure.kind() == StoreException.Kind.UNTIL_CHANGED
            || failure.kind() == StoreException.Kind.NOT_SUPPORTED;
    long now = nanoClock.getAsLong();
    // One cut that fails several lanes is one failure.
    if (!storePause.lasts(now)) {
      if (needsPerson) {
        storePause.begin(now, pace.lookAgain().toNanos());
      } else {
        storePause.begin(now);
      }
    }
    return tell(upload, failure, needsPerson, storePause.leftNanos(now));
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
    return say(upload, failure, false, waitAlone(upload));
  }

  private long waitAlone(ChunkUpload upload) {
    return waiting
        .computeIfAbsent(upload.chunk().id(), id -> newPause())
        .begin(nanoClock.getAsLong());
  }

  private UploadStatus tell(
      ChunkUpload upload, IOException failure, boolean needsPerson, long waitNanos) {
    upload.restart();
    return say(upload, failure, needsPerson, waitNanos);
  }

  private UploadStatus say(
      ChunkUpload upload, IOException failure, boolean needsPerson, long waitNanos) {
    counters.increment(DeviceCounter.UPLOAD_FAILURES);
    String text = String.valueOf(failure.getMessage());
    Logger.warn(
        "chunk {} was not sent: {}; next try in {} s",
        upload.chunk().id(),
        text,
        String.format("%.1f", waitNanos / 1e9));
    return new UploadStatus(upload.chunk(), 0, text, needsPerson, null);
  }
}
