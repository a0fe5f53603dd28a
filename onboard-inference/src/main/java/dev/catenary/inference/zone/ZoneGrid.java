package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.CloseReason;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers placed points into the zones of the fixed map grid and closes zones that are complete.
 * Every point goes into one zone or is counted as dropped. Time is the host time of the datagrams,
 * so a replay closes zones as the live run did.
 *
 * <p>A zone with a point of a datagram closes when all points of that datagram have come, so that
 * the datagram's points in its square are in that zone and in no other. Batches of one datagram
 * must come one behind the other; datagrams may come in any order.
 *
 * <p>One thread. Closed zones belong to whom they are handed to, who gives them back to the pool.
 */
public final class ZoneGrid {
  private static final long LOOK_NANOS = 100_000_000;

  private final ZoneConfig config;
  private final ZonePool pool;
  private final DurableZones durable;
  private final Counters counters;
  private final Consumer<Zone> onClosed;
  private final @Nullable ZoneLooks looks;
  private final ZoneMargins margins;
  private final ZoneTable table = new ZoneTable();
  private final Consumer<Zone> fillMargin;
  private final double cellsPerMetre;
  private @Nullable ZoneEntry latest;
  private long latestKey;
  private boolean closedForMemory;

  /** Memory is spent, and all zones there are have points of this datagram. */
  private boolean memoryWanted;

  /** Zones that close behind this datagram. */
  private final List<ZoneEntry> full = new ArrayList<>();

  private boolean lookRound;
  private long lookRoundNanos;
  private boolean anySequence;
  private long sequence;

  /** Of the datagrams before this one. */
  private long highestBefore = Long.MIN_VALUE;

  private long comeBelow = Long.MIN_VALUE;
  private final GatheredPoints counts = new GatheredPoints();
  private long nextLookNanos = Long.MIN_VALUE;

  public ZoneGrid(
      ZoneConfig config,
      ZonePool pool,
      DurableZones durable,
      Counters counters,
      Consumer<Zone> onClosed) {
    this(config, pool, durable, counters, onClosed, null);
  }

  /**
   * @param looks looks at zones before they close; null for none
   */
  public ZoneGrid(
      ZoneConfig config,
      ZonePool pool,
      DurableZones durable,
      Counters counters,
      Consumer<Zone> onClosed,
      @Nullable ZoneLooks looks) {
    this.looks = looks;
    this.config = config;
    this.pool = pool;
    this.durable = durable;
    this.counters = counters;
    this.onClosed = onClosed;
    this.margins = new ZoneMargins(config.cellMetres(), pool, counters);
    this.fillMargin = zone -> margins.fill(zone, table);
    this.cellsPerMetre = 1.0 / config.cellMetres();
  }

  /** Takes the points of one batch in the map frame. */
  public void accept(PointBatch batch) {
    if (!anySequence || batch.sequence != sequence) {
      next(batch.sequence);
    }
    ZoneEntry open = null;
    DurableSequences.State state = DurableSequences.State.NEW;
    for (int i = 0; i < batch.size; i++) {
      int column = (int) Math.floor(batch.eastingMetres[i] * cellsPerMetre);
      int row = (int) Math.floor(batch.northingMetres[i] * cellsPerMetre);
      long key = ZoneTable.key(column, row);
      if (open == null || open.key != key) {
        open = key == latestKey && latest != null ? latest : find(key, column, row);
        latest = open;
        latestKey = key;
        state = open == null ? DurableSequences.State.NEW : open.state(sequence, comeBelow);
      }
      if (open == null) {
        counts.dropped++;
      } else if (state == DurableSequences.State.NEW) {
        append(open, batch, i);
      } else if (state == DurableSequences.State.DURABLE) {
        counts.alreadyDurable++;
      } else {
        counts.doubtful++;
      }
    }
    counts.tell(counters);
    if (batch.hostTimeNanos >= nextLookNanos
        || batch.hostTimeNanos < nextLookNanos - 2 * LOOK_NANOS) {
      nextLookNanos = batch.hostTimeNanos + LOOK_NANOS;
      lookRoundNanos = batch.hostTimeNanos;
      lookRound = true;
    }
  }

  private void next(long nextSequence) {
    betweenDatagrams();
    if (anySequence) {
      highestBefore = Math.max(highestBefore, sequence);
    }
    anySequence = true;
    sequence = nextSequence;
  }

  /**
   * All points of the datagrams given so far have come: closes what is due. It is done with the
   * next datagram too; who calls it need not wait for that.
   */
  public void betweenDatagrams() {
    if (!full.isEmpty()) {
      closeFull();
    }
    if (memoryWanted) {
      memoryWanted = false;
      closeForMemory(table.longestWithoutAPoint());
    }
    if (lookRound) {
      lookRound = false;
      closeComplete(lookRoundNanos);
    }
  }

  /**
   * Of all datagrams below this sequence the points have come; none of them is given again. Between
   * two datagrams.
   */
  public void haveCome(long belowSequence) {
    comeBelow = Math.max(comeBelow, belowSequence);
  }

  private void append(ZoneEntry open, PointBatch batch, int i) {
    if (!open.isTouchedBy(sequence)) {
      open.touch(batch, comeBelow);
    }
    Zone zone = open.zone;
    if (zone.size == zone.capacity() && !makeRoom(open)) {
      counts.dropped++;
      return;
    }
    open.add(batch, i);
    counts.gathered++;
    if (zone.size >= config.pointsMax() && !open.full) {
      open.full = true;
      full.add(open);
    }
  }

  private @Nullable ZoneEntry find(long key, int column, int row) {
    ZoneEntry open = table.get(key);
    if (open != null) {
      return open;
    }
    if (!pool.canTake()) {
      margins.letGoAll();
    }
    if (!pool.canTake()) {
      closeAnotherForMemory();
      if (!pool.canTake()) {
        return null;
      }
    }
    ZoneId id = new ZoneId(config.crs(), config.cellMetres(), column, row);
    Zone zone = pool.tryTake(id);
    if (zone == null) {
      return null;
    }
    closedForMemory = false;
    ZoneEntry opened = new ZoneEntry(key, zone, durable.of(id), highestBefore);
    table.put(key, opened);
    return opened;
  }

  /** Grows a zone. When memory is spent, the zone longest without a point closes for it. */
  private boolean makeRoom(ZoneEntry open) {
    if (pool.tryGrow(open.zone) || growInPlaceOfStrips(open.zone)) {
      closedForMemory = false;
      return true;
    }
    closeAnotherForMemory();
    return pool.tryGrow(open.zone);
  }

  private boolean growInPlaceOfStrips(Zone zone) {
    return margins.letGoAll() && pool.tryGrow(zone);
  }

  /** One that has no point of this datagram; where all have, one closes behind it. */
  private void closeAnotherForMemory() {
    ZoneEntry longest = table.longestWithoutAPoint(sequence);
    memoryWanted |= longest == null;
    closeForMemory(longest);
  }

  /**
   * Closes one zone and then no other until memory has come back: what is closed must first be
   * recorded, and closing more would only cut the open zones into splinters.
   */
  private void closeForMemory(@Nullable ZoneEntry longest) {
    if (!closedForMemory && longest != null) {
      closedForMemory = true;
      close(longest, CloseReason.MEMORY);
    }
  }

  private void closeFull() {
    for (int i = 0; i < full.size(); i++) {
      close(full.get(i), CloseReason.POINTS_MAX);
    }
    full.clear();
  }

  /** Closes the zones that have been left or are old at this host time. */
  private void closeComplete(long hostTimeNanos) {
    for (int slot = 0; slot < table.capacity(); slot++) {
      ZoneEntry open = table.at(slot);
      if (open == null) {
        continue;
      }
      if (hostTimeNanos - open.zone.lastHostNanos >= config.leaveNanos()) {
        close(open, CloseReason.LEFT);
        slot--;
      } else if (hostTimeNanos - open.zone.firstHostNanos >= config.ageNanosMax()) {
        close(open, CloseReason.AGE_MAX);
        slot--;
      } else if (looks != null) {
        looks.consider(open, hostTimeNanos, fillMargin);
      }
    }
  }

  /** Closes all, between two datagrams: the recording has ended, or the service stops. */
  public void closeAll() {
    betweenDatagrams();
    for (int slot = 0; slot < table.capacity(); slot++) {
      ZoneEntry open = table.at(slot);
      if (open != null) {
        close(open, CloseReason.END);
        slot--;
      }
    }
    margins.letGoAll();
  }

  private void close(ZoneEntry open, CloseReason reason) {
    table.remove(open.key);
    if (latest == open) {
      latest = null;
    }
    if (open.zone.size == 0) {
      margins.forgetAround(open.zone.id, table);
      pool.giveBack(open.zone);
      return;
    }
    open.settle(comeBelow);
    open.zone.closeReason = reason;
    margins.fill(open.zone, table);
    margins.forgetAround(open.zone.id, table);
    margins.keep(open.zone, table);
    counters.increment(DeviceCounter.ZONES_CLOSED);
    onClosed.accept(open.zone);
  }

  /** The oldest datagram with a point in an open zone; {@link Long#MAX_VALUE} when none is open. */
  public long oldestOpenSequence() {
    long oldest = Long.MAX_VALUE;
    for (int slot = 0; slot < table.capacity(); slot++) {
      ZoneEntry open = table.at(slot);
      if (open != null && open.zone.size > 0) {
        oldest = Math.min(oldest, open.zone.firstSequence);
      }
    }
    return oldest;
  }

  public int openZones() {
    return table.size();
  }
}
