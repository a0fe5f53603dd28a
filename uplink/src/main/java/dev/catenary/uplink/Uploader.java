package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.order.UploadOrder;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.VerifiedChunk;
import dev.catenary.uplink.transfer.Backoff;
import dev.catenary.uplink.transfer.ChunkUpload;
import dev.catenary.uplink.transfer.EventUpload;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.ReceiptMismatchException;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The door after the disk: takes chunks from the spool by the upload order and gives each back a
 * receipt. One step of work is one request, so that a chunk of a higher rank waits for one part at
 * most. Failures of the store make all wait; bytes that arrive wrong make their chunk alone wait.
 */
public final class Uploader implements Stage {
  private final Spool spool;
  private final ObjectStore store;
  private final Counters counters;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final UploadPace pace;
  private final RandomGenerator random;
  private final Backoff storeBackoff;
  private final UploadOrder order = new UploadOrder();
  private final ByteBuffer part = ByteBuffer.allocate(ChunkUpload.PART_BYTES);
  private final EventUpload eventUpload;
  private final Map<String, ChunkUpload> begun = new HashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();
  private @Nullable ChunkUpload current;
  private volatile UploadStatus status = UploadStatus.IDLE;
  private volatile boolean tryNow;
  private boolean storeFailed;
  private long storeRetryAtNanos;

  /** A chunk that did not arrive as it was sent, and when it is sent again. */
  private static final class Waiting {
    private final Backoff backoff;
    private long untilNanos;

    private Waiting(Backoff backoff) {
      this.backoff = backoff;
    }
  }

  /**
   * Prepares; talks to nobody yet.
   *
   * @param clock for the time in receipts
   * @param nanoClock for waiting; never steps
   * @param random spreads the retries
   */
  public Uploader(
      Spool spool,
      ObjectStore store,
      UploadPace pace,
      Counters counters,
      InstantSource clock,
      LongSupplier nanoClock,
      RandomGenerator random) {
    this.spool = spool;
    this.store = store;
    this.pace = pace;
    this.counters = counters;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.random = random;
    this.storeBackoff = backoff();
    this.eventUpload = new EventUpload(spool.events(), store, counters);
  }

  private Backoff backoff() {
    return new Backoff(pace.firstRetry().toNanos(), pace.lastRetry().toNanos(), random);
  }

  @Override
  public String roleName() {
    return "uplink-upload";
  }

  /** What is being done; any thread may ask. */
  public UploadStatus status() {
    return status;
  }

  /** Ends all waiting: the link is back, or a person has changed something. Any thread may call. */
  public void retryNow() {
    tryNow = true;
  }

  /**
   * Does one step of the upload that is first in order.
   *
   * @return 1, or 0 when there is nothing to send now
   * @throws IOException when the spool's disk fails
   */
  @Override
  public int doWork() throws IOException {
    if (tryNow) {
      tryNow = false;
      storeFailed = false;
      waiting.clear();
    }
    if (storeFailed && nanoClock.getAsLong() - storeRetryAtNanos < 0) {
      return 0;
    }
    if (sendEvent()) {
      return 1;
    }
    ChunkUpload upload = choose();
    current = upload;
    if (upload == null) {
      return 0;
    }
    int partsBefore = upload.partsDone();
    try {
      upload.step();
      storeFailed = false;
      if (upload.partsDone() > partsBefore || upload.isDone()) {
        // A look at a store that then refuses the bytes is no success: the waits go on growing.
        storeBackoff.succeeded();
      }
      status = new UploadStatus(upload.chunk(), upload.partsDone(), null, false);
    } catch (StoreException e) {
      failed(upload, e);
    } catch (ReceiptMismatchException e) {
      counters.increment(DeviceCounter.RECEIPT_MISMATCHES);
      waitAlone(upload, e);
    } catch (VerifiedChunk.FileChangedException e) {
      waitAlone(upload, e);
    }
    if (upload.isDone()) {
      begun.remove(upload.chunk().id());
      waiting.remove(upload.chunk().id());
      current = null;
      status = UploadStatus.IDLE;
    }
    return 1;
  }

  /** Events come before all chunks: they are small, and say where to look. */
  private boolean sendEvent() throws IOException {
    try {
      return eventUpload.step();
    } catch (StoreException e) {
      wait(e);
    } catch (ReceiptMismatchException e) {
      counters.increment(DeviceCounter.RECEIPT_MISMATCHES);
      wait(e);
    }
    return true;
  }

  private void wait(IOException failure) {
    long nanos = storeBackoff.nextNanos();
    storeFailed = true;
    storeRetryAtNanos = nanoClock.getAsLong() + nanos;
    counters.increment(DeviceCounter.UPLOAD_FAILURES);
    Logger.warn(
        "an event was not sent: {}; next try in {} s",
        failure.getMessage(),
        String.format("%.1f", nanos / 1e9));
  }

  private @Nullable ChunkUpload choose() {
    Optional<SealedChunk> first = spool.next(order, this::mayGo);
    ChunkUpload underWay = current;
    boolean goOn =
        underWay != null
            && mayGo(underWay.chunk())
            && spool.find(underWay.chunk().id()).isPresent()
            && (first.isEmpty() || !order.preempts(first.get(), underWay.chunk()));
    if (goOn) {
      return underWay;
    }
    return first
        .map(
            chunk ->
                begun.computeIfAbsent(
                    chunk.id(), id -> new ChunkUpload(chunk, spool, store, counters, clock, part)))
        .orElse(null);
  }

  private boolean mayGo(SealedChunk chunk) {
    Waiting wait = waiting.get(chunk.id());
    return wait == null || nanoClock.getAsLong() - wait.untilNanos >= 0;
  }

  private void failed(ChunkUpload upload, StoreException failure) {
    if (failure.kind() == StoreException.Kind.DAMAGED_ON_THE_WAY) {
      counters.increment(DeviceCounter.RECEIPT_MISMATCHES);
      waitAlone(upload, failure);
      return;
    }
    boolean needsPerson =
        failure.kind() == StoreException.Kind.UNTIL_CHANGED
            || failure.kind() == StoreException.Kind.NOT_SUPPORTED;
    long wait = needsPerson ? pace.lookAgain().toNanos() : storeBackoff.nextNanos();
    storeFailed = true;
    storeRetryAtNanos = nanoClock.getAsLong() + wait;
    tell(upload, failure, needsPerson, wait);
  }

  private void waitAlone(ChunkUpload upload, IOException failure) {
    Waiting wait = waiting.computeIfAbsent(upload.chunk().id(), id -> new Waiting(backoff()));
    long nanos = wait.backoff.nextNanos();
    wait.untilNanos = nanoClock.getAsLong() + nanos;
    tell(upload, failure, false, nanos);
  }

  private void tell(ChunkUpload upload, IOException failure, boolean needsPerson, long waitNanos) {
    upload.restart();
    counters.increment(DeviceCounter.UPLOAD_FAILURES);
    String text = String.valueOf(failure.getMessage());
    status = new UploadStatus(upload.chunk(), 0, text, needsPerson);
    Logger.warn(
        "chunk {} was not sent: {}; next try in {} s",
        upload.chunk().id(),
        text,
        String.format("%.1f", waitNanos / 1e9));
  }

  @Override
  public void close() {
    store.close();
  }
}
