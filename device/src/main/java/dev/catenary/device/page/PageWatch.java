package dev.catenary.device.page;

import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.SatelliteInView;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.Reading;
import dev.catenary.device.page.feed.ChartKeeper;
import dev.catenary.device.page.feed.PointFeed;
import dev.catenary.device.page.feed.PointTap;
import dev.catenary.device.page.feed.PositionKeeper;
import dev.catenary.device.page.feed.SensorRates;
import dev.catenary.device.page.feed.Temperature;
import dev.catenary.device.page.feed.ZoneBoard;
import dev.catenary.device.page.feed.ZoneFrames;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.chunk.EventId;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventWriter;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.SpoolEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sees the machine run and keeps, in bounded memory, what the page shows of it. Any thread. */
public final class PageWatch implements Onlooker, Consumer<SpoolEvent> {
  private final ZoneEventWriter events;
  private final PointTap tap = new PointTap();
  private final ZoneFrames frames = new ZoneFrames();
  private final PointFeed points;
  private final ChartKeeper chart = new ChartKeeper(new Temperature());
  private final PositionKeeper position = new PositionKeeper();
  private final SensorRates rates = new SensorRates();
  private final ZoneBoard zones = new ZoneBoard();
  private final AtomicReference<@Nullable Look> last = new AtomicReference<>();
  private final AtomicReference<@Nullable Receipt> lastReceipt = new AtomicReference<>();

  /**
   * @param clock the host's
   */
  public PageWatch(
      int viewerBitsPerSecond,
      String vehicle,
      String mission,
      String softwareVersion,
      InstantSource clock) {
    this.points = new PointFeed(tap, frames, viewerBitsPerSecond);
    this.events =
        new ZoneEventWriter(
            new ChunkOrigin(vehicle, mission, "", softwareVersion, List.of()), clock);
  }

  @Override
  public void placed(PointBatch batch) {
    tap.look(batch);
  }

  @Override
  public void labelled(Zone zone) {
    if (zone.size > 0) {
      frames.take(zone);
      zones.take(events.describe(zone, 1, true));
    }
  }

  @Override
  public void fix(GnssFix fix) {
    position.fix(fix, System.nanoTime());
  }

  @Override
  public void ins(InsSolution solution) {
    position.ins(solution, System.nanoTime());
  }

  @Override
  public void satellite(SatelliteInView satellite) {
    position.satellite(satellite, System.nanoTime());
  }

  @Override
  public void accept(SpoolEvent event) {
    switch (event) {
      case SpoolEvent.ChunkSealed(SealedChunk chunk, var _) -> {
        if (!chunk.recording()) {
          zones.recorded(EventId.of(chunk));
        }
      }
      case SpoolEvent.ViolationSeen(ZoneEvent violation) -> zones.take(violation);
      case SpoolEvent.ChunkUploaded(SealedChunk chunk, Receipt receipt) -> {
        lastReceipt.set(receipt);
        if (chunk.kind() == ChunkKind.ZONE) {
          zones.sent(EventId.of(chunk));
        }
      }
      case SpoolEvent.ChunkGivenUp _, SpoolEvent.ChunkQuarantined _ -> {}
    }
  }

  /** Takes what was seen of the machine just now. */
  public void look(Health health, Reading reading) {
    Look before = last.getAndSet(new Look(health, reading));
    chart.look(reading);
    rates.look(reading);
    if (before != null) {
      double seconds = (reading.nanos() - before.reading().nanos()) / 1e9;
      long decoded = decoded(reading) - decoded(before.reading());
      points.adapt(seconds > 0 ? decoded / seconds : 0);
    }
  }

  private static long decoded(Reading reading) {
    return reading.counters().getOrDefault(DeviceCounter.POINTS_DECODED, 0L);
  }

  /** Null before the first. */
  @Nullable Look last() {
    return last.get();
  }

  /** Null before the first since the start. */
  @Nullable Receipt lastReceipt() {
    return lastReceipt.get();
  }

  PointFeed points() {
    return points;
  }

  ChartKeeper chart() {
    return chart;
  }

  PositionKeeper position() {
    return position;
  }

  SensorRates rates() {
    return rates;
  }

  ZoneBoard zones() {
    return zones;
  }
}
