package dev.catenary.device.flow;

import dev.catenary.capture.PositionInput;
import dev.catenary.capture.georeference.BatchSink;
import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.device.config.CatenaryConfig.ZonesConfig;
import dev.catenary.inference.zone.ZoneConfig;
import dev.catenary.inference.zone.ZoneGrid;
import dev.catenary.inference.zone.ZoneLooks;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.BoundedQueue;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Gathers placed batches into zones and puts closed zones, and copies of open ones to look at, in
 * the queues of the recorders. The grid is made with the first batch: the map frame may come from
 * the first position.
 */
public final class Gathering implements BatchSink {
  /** Time without a point after which a zone is looked at for a violation before it closes. */
  private static final long QUIET_NANOS = 200_000_000;

  private final ZonesConfig config;
  private final PositionInput position;
  private final ZoneQueues queues;
  private final DurableZones durable;
  private final Counters counters;
  private final NeededSequences needed;
  private final MissionGate gate;
  private final Onlooker onlooker;
  private final Runnable closeZones = this::end;
  private @Nullable ZoneGrid grid;
  private volatile int openZones;

  public Gathering(
      ZonesConfig config,
      PositionInput position,
      ZoneQueues queues,
      DurableZones durable,
      NeededSequences needed,
      MissionGate gate,
      Onlooker onlooker,
      Counters counters) {
    this.config = config;
    this.position = position;
    this.queues = queues;
    this.durable = durable;
    this.counters = counters;
    this.needed = needed;
    this.gate = gate;
    this.onlooker = onlooker;
  }

  @Override
  public void accept(PointBatch batch) {
    if (!gate.admits(batch, closeZones)) {
      return;
    }
    ZoneGrid there = grid;
    if (there == null) {
      there =
          new ZoneGrid(
              zoneConfig(),
              queues.pool(),
              durable,
              counters,
              this::hand,
              new ZoneLooks(
                  QUIET_NANOS, queues.pool(), counters, zone -> offer(queues.looks(), zone)));
      grid = there;
    }
    onlooker.placed(batch);
    there.accept(batch);
  }

  /** After each step of capture: what capture and the open zones still need of the datagrams. */
  public void stepped(long oldestInCapture) {
    ZoneGrid there = grid;
    if (there != null) {
      there.haveCome(oldestInCapture);
      there.betweenDatagrams();
    }
    gate.look(oldestInCapture, closeZones);
    needed.captureNeeds(
        there == null ? oldestInCapture : Math.min(oldestInCapture, there.oldestOpenSequence()));
    openZones = there == null ? 0 : there.openZones();
  }

  /** Zones that gather points, after the last step. Any thread. */
  public int openZones() {
    return openZones;
  }

  /** The source has ended: every zone closes. */
  public void end() {
    ZoneGrid there = grid;
    if (there != null) {
      there.closeAll();
    }
  }

  private ZoneConfig zoneConfig() {
    MapFrame frame = position.frame();
    if (frame == null) {
      throw new IllegalStateException("a batch was placed before there was a map frame");
    }
    return new ZoneConfig(
        frame.crs(),
        config.cellMetres(),
        (long) (config.leaveSeconds() * 1e9),
        config.pointsMax(),
        (long) (config.ageSecondsMax() * 1e9),
        (long) config.memoryMebibytesMax() << 20);
  }

  private void hand(Zone zone) {
    zone.missionLabel = gate.label();
    needed.closed(zone);
    offer(queues.closed(), zone);
  }

  private static void offer(BoundedQueue<Zone> queue, Zone zone) {
    try {
      queue.offer(zone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a zone waited for its queue", e);
    }
  }
}
