package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.order.UploadOrder;
import dev.catenary.uplink.policy.Hold;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.transfer.ChunkUpload;
import dev.catenary.uplink.transfer.EventUpload;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The door after the disk: takes chunks from the spool by the upload order and gives each back a
 * receipt. Each of its lanes has one chunk in hand; together they have the first ones in order.
 * Failures of the store make all wait; bytes that arrive wrong and an object that is refused make
 * their chunk alone wait.
 */
public final class Uploader {
  private static final UploadStatus READING =
      new UploadStatus(null, 0, null, false, "the spool is still being read", null);

  private final Spool spool;
  private final ObjectStore store;
  private final UploadGate gate;
  private final Counters counters;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final UploadFailures failures;
  private final UploadOrder order = new UploadOrder();
  private final EventSending events;
  private final List<UploadLane> lanes = new ArrayList<>();
  private final Map<String, ChunkUpload> begun = new HashMap<>();
  private volatile UploadStatus status = UploadStatus.IDLE;

  /** Objects that wait because the store refuses them; null for none. */
  private volatile @Nullable String alone;

  private int open;

  /**
   * Prepares; talks to nobody yet.
   *
   * @param gate lets out what the active policy allows
   * @param laneCount the most chunks under way at once; the policy may use fewer
   * @param clock for the time in receipts
   * @param nanoClock for waiting; never steps
   * @param random spreads the retries
   */
  public Uploader(
      Spool spool,
      ObjectStore store,
      UploadPace pace,
      UploadGate gate,
      int laneCount,
      Counters counters,
      InstantSource clock,
      LongSupplier nanoClock,
      RandomGenerator random) {
    this.spool = spool;
    this.store = store;
    this.gate = gate;
    this.counters = counters;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.failures = new UploadFailures(pace, counters, nanoClock, random);
    this.events =
        new EventSending(
            new EventUpload(spool.events(), store, counters),
            failures.storePause(),
            failures::newPause,
            counters,
            nanoClock);
    for (int i = 0; i < laneCount; i++) {
      lanes.add(new UploadLane(this, i));
    }
    this.open = laneCount;
  }

  /**
   * The stages that do the work, each for a thread of its own. The last to close ends the store.
   */
  public List<Stage> lanes() {
    return List.copyOf(lanes);
  }

  /** Present work; any thread may ask. */
  public UploadStatus status() {
    return status.with(alone);
  }

  /** Gate that lets bytes out; another policy is chosen there. */
  public UploadGate gate() {
    return gate;
  }

  /** True while the spool has, or may have, a chunk that the active policy sends, now or later. */
  public boolean hasToSend() {
    return !spool.isRead() || spool.next(gate::admits).isPresent();
  }

  /**
   * True while a chunk of this rank or a more urgent one waits to be sent and may go; one that the
   * store refuses does not count. Any thread may call.
   */
  public synchronized boolean hasUrgent(Rank last) {
    return !spool.isRead()
        || spool
            .next(
                chunk ->
                    chunk.kind() == ChunkKind.ZONE
                        && chunk.rank().compareTo(last) <= 0
                        && mayGo(chunk))
            .isPresent();
  }

  /** Asks the policy for bytes that come the other way, and keeps the account. Any thread. */
  public synchronized Optional<Hold> takeDownload(long bytes) {
    Optional<Hold> hold = gate.takeDownload(bytes);
    if (hold.isEmpty() && gate.policy().bytesPerDayMax() > 0) {
      keepSpent();
    }
    return hold;
  }

  /** Leaves events alone: somebody else sends them. Called before the lanes are started. */
  public void leaveEvents() {
    events.leave();
  }

  /** Ends all waiting: the link is back, or a person has changed something. Any thread may call. */
  public synchronized void retryNow() {
    failures.retryNow();
    events.retryNow();
    lanes.forEach(lane -> lane.idleness().end());
  }

  /** Sends one event, if one waits: they come before all chunks. One lane does it. */
  boolean sendEvent() {
    return events.step();
  }

  /** The lane's own upload or, where a higher rank has come, that; null for none. */
  synchronized @Nullable ChunkUpload choose(UploadLane lane) {
    UploadPolicy policy = gate.policy();
    long now = nanoClock.getAsLong();
    if (lane.number() >= policy.parallel()) {
      lane.take(null);
      return null;
    }
    if (READING.equals(status) && spool.isRead()) {
      status = UploadStatus.IDLE;
    }
    long added = spool.added();
    if (failures.storePause().lasts(now) || lane.idleness().lasts(now, added, policy)) {
      return null;
    }
    ChunkUpload underWay = lane.current();
    Optional<SealedChunk> first = spool.next(chunk -> mayGo(chunk) && isFree(chunk, lane));
    boolean goOn =
        underWay != null
            && mayGo(underWay.chunk())
            && spool.find(underWay.chunk().id()).isPresent()
            && (first.isEmpty() || !order.preempts(first.get(), underWay.chunk()));
    if (!goOn) {
      lane.take(first.map(this::begin).orElse(null));
    }
    if (lane.current() == null) {
      if (!spool.isRead()) {
        status = READING;
      }
      lane.idleness().begin(now, added, policy);
    }
    return lane.current();
  }

  private ChunkUpload begin(SealedChunk chunk) {
    return begun.computeIfAbsent(
        chunk.id(),
        id -> new ChunkUpload(chunk, spool, store, counters, clock, gate.policy().partBytes()));
  }

  private boolean mayGo(SealedChunk chunk) {
    return gate.admits(chunk) && !failures.waits(chunk);
  }

  private boolean isFree(SealedChunk chunk, UploadLane forLane) {
    for (UploadLane lane : lanes) {
      ChunkUpload inHand = lane.current();
      if (lane != forLane && inHand != null && inHand.chunk().id().equals(chunk.id())) {
        return false;
      }
    }
    return true;
  }

  /** Asks the policy for the next step's bytes, and keeps the account on the disk. */
  synchronized boolean mayPass(ChunkUpload upload) {
    UploadPolicy policy = gate.policy();
    if (policy.bytesPerDayMax() > 0 && upload.nextBytes() > policy.bytesPerDayMax()) {
      // Begun under another policy in parts that no day of this one has room for.
      Logger.info(
          "chunk {} begins anew in parts of {} bytes: its parts are larger than the budget of {}",
          upload.chunk().id(),
          policy.partBytes(),
          policy.name());
      upload.restartInParts(policy.partBytes());
    }
    long bytes = upload.nextBytes();
    Optional<Hold> hold = gate.take(bytes);
    if (hold.isPresent()) {
      String sentence = hold.get().sentence();
      status = new UploadStatus(upload.chunk(), upload.partsDone(), null, false, sentence, null);
      return false;
    }
    if (bytes > 0 && policy.bytesPerDayMax() > 0) {
      keepSpent();
    }
    return true;
  }

  private void keepSpent() {
    try {
      spool.notes().keepSpent(gate.spent().encoded());
    } catch (IOException e) {
      Logger.warn("a restart would not know what was sent today: {}", e.getMessage());
    }
  }

  synchronized void stepped(UploadLane lane, ChunkUpload upload, boolean partDone) {
    // A look at a store that then refuses the bytes is no success: the waits go on growing.
    failures.storePause().end(partDone || upload.isDone());
    if (partDone || upload.hasArrived()) {
      failures.taken();
    }
    if (upload.isDone()) {
      begun.remove(upload.chunk().id());
      failures.forget(upload.chunk());
      alone = failures.alone();
      lane.take(null);
      if (upload.hasArrived()) {
        dropOverview(upload.chunk());
      }
      status = UploadStatus.IDLE;
    } else {
      status = new UploadStatus(upload.chunk(), upload.partsDone(), null, false, null, null);
    }
  }

  private void dropOverview(SealedChunk arrived) {
    String overview = ChunkId.overview(arrived.id());
    for (UploadLane lane : lanes) {
      ChunkUpload inHand = lane.current();
      if (inHand != null && inHand.chunk().id().equals(overview)) {
        return;
      }
    }
    try {
      spool.dropOverview(arrived);
      begun.remove(overview);
    } catch (IOException e) {
      Logger.warn("overview {} is sent though it need not be: {}", overview, e.getMessage());
    }
  }

  synchronized void storeFailed(ChunkUpload upload, StoreException failure) {
    status = failures.storeFailed(upload, failure);
    alone = failures.alone();
  }

  synchronized void arrivedWrong(ChunkUpload upload, IOException failure) {
    status = failures.arrivedWrong(upload, failure);
  }

  synchronized void diskFailed(ChunkUpload upload, IOException failure) {
    if (spool.find(upload.chunk().id()).isEmpty()) {
      // Given up or quarantined while it was on its way.
      begun.remove(upload.chunk().id());
      failures.forget(upload.chunk());
      alone = failures.alone();
      return;
    }
    status = failures.diskFailed(upload, failure);
  }

  synchronized void closed(UploadLane lane) {
    lane.take(null);
    open--;
    if (open == 0) {
      store.close();
    }
  }
}
