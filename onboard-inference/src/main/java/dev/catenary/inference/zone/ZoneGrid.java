package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.proto.zone.CloseReason;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers placed points into the zones of the fixed map grid and closes zones that are complete.
 * Every point goes into one zone or is counted as dropped. Time is the host time of the datagrams,
 * so a replay closes zones as the live run did.
 *
 * <p>One thread. Closed zones belong to whom they are handed to, who gives them back to the pool.
 */
public final class ZoneGrid {
  private static final double MILLIMETRES = 1_000;
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
  private int gathered;
  private int alreadyDurable;
  private int dropped;
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
    gathered = 0;
    alreadyDurable = 0;
    dropped = 0;
    ZoneEntry open = null;
    for (int i = 0; i < batch.size; i++) {
      int column = (int) Math.floor(batch.eastingMetres[i] * cellsPerMetre);
      int row = (int) Math.floor(batch.northingMetres[i] * cellsPerMetre);
      long key = ZoneTable.key(column, row);
      if (open == null || open.key != key) {
        open = key == latestKey && latest != null ? latest : find(key, column, row);
        latest = open;
        latestKey = key;
      }
      if (open == null) {
        dropped++;
      } else if (batch.sequence <= open.durableSequence) {
        alreadyDurable++;
      } else {
        open = append(open, batch, i);
      }
    }
    count();
    if (batch.hostTimeNanos >= nextLookNanos
        || batch.hostTimeNanos < nextLookNanos - 2 * LOOK_NANOS) {
      nextLookNanos = batch.hostTimeNanos + LOOK_NANOS;
      closeComplete(batch.hostTimeNanos);
    }
  }

  private void count() {
    counters.add(DeviceCounter.POINTS_IN_ZONES, gathered);
    if (alreadyDurable + dropped > 0) {
      counters.add(DeviceCounter.POINTS_ALREADY_DURABLE, alreadyDurable);
      counters.add(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY, dropped);
    }
  }

  /** Gathers one point; gives the zone, or null when it is closed now. */
  private @Nullable ZoneEntry append(ZoneEntry open, PointBatch batch, int i) {
    Zone zone = open.zone;
    int at = zone.size;
    if (at == zone.capacity() && !makeRoom(open)) {
      dropped++;
      return latest;
    }
    if (at == 0 || zone.lastSequence != batch.sequence) {
      touch(zone, batch);
    }
    zone.xMillimetres[at] = millimetres(batch.eastingMetres[i] - open.originEastingMetres);
    zone.yMillimetres[at] = millimetres(batch.northingMetres[i] - open.originNorthingMetres);
    zone.zMillimetres[at] = millimetres(batch.heightMetres[i]);
    zone.gpsTimeNanos[at] = batch.gpsTimeNanos(i);
    zone.intensity[at] = batch.intensity[i];
    zone.lasReturns[at] = batch.lasReturns[i];
    zone.ring[at] = batch.ring[i];
    zone.sensor[at] = (byte) batch.sensor;
    zone.size = at + 1;
    gathered++;
    if (zone.size < config.pointsMax()) {
      return open;
    }
    close(open, CloseReason.POINTS_MAX);
    return null;
  }

  /** Once for each batch with a point in the zone. */
  private static void touch(Zone zone, PointBatch batch) {
    if (zone.size == 0) {
      zone.firstSequence = batch.sequence;
      zone.firstHostNanos = batch.hostTimeNanos;
    }
    zone.lastSequence = batch.sequence;
    zone.lastHostNanos = batch.hostTimeNanos;
    zone.timeQuality = TimeQuality.worse(zone.timeQuality, batch.timeQuality);
    zone.poseQuality = PoseQuality.worse(zone.poseQuality, batch.poseQuality);
  }

  private static int millimetres(double metres) {
    return (int) Math.floor(metres * MILLIMETRES + 0.5);
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
      closeForMemory();
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
    ZoneEntry opened = new ZoneEntry(key, zone, durable.durableSequence(id));
    table.put(key, opened);
    return opened;
  }

  /** Grows a full zone. When memory is spent, the zone longest without a point closes for it. */
  private boolean makeRoom(ZoneEntry open) {
    if (pool.tryGrow(open.zone) || growInPlaceOfStrips(open.zone)) {
      closedForMemory = false;
      return true;
    }
    closeForMemory();
    return latest == open && pool.tryGrow(open.zone);
  }

  private boolean growInPlaceOfStrips(Zone zone) {
    return margins.letGoAll() && pool.tryGrow(zone);
  }

  /**
   * Closes one zone and then no other until memory has come back: what is closed must first be
   * recorded, and closing more would only cut the open zones into splinters.
   */
  private void closeForMemory() {
    if (!closedForMemory) {
      closedForMemory = true;
      ZoneEntry longest = table.longestWithoutAPoint();
      if (longest != null) {
        close(longest, CloseReason.MEMORY);
      }
    }
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

  /** Closes all: the recording has ended, or the service stops. */
  public void closeAll() {
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
