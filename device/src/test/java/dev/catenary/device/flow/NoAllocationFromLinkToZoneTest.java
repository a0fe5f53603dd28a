package dev.catenary.device.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.catenary.capture.CapturePipeline;
import dev.catenary.capture.PortTable;
import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.Georeferencer;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.georeference.PoseWait;
import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.JournaledSource;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.capture.time.SensorTimeScale;
import dev.catenary.capture.time.TimeTie;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.device.config.CatenaryConfig.ZonesConfig;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.page.feed.PointFeed;
import dev.catenary.device.page.feed.PointTap;
import dev.catenary.device.page.feed.ZoneFrames;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a point, from the link's ring through journal, decoder, time tie, pose and
 * georeferencing into its zone, in one thread. A zone that opens or closes may cost a few objects,
 * and so may a pose (the map projection is a library's, and whether the compiler does away with its
 * arrays differs from run to run); a packet and a point cost none. Both allowances together are
 * less than the smallest object would take if each packet made one.
 */
final class NoAllocationFromLinkToZoneTest {
  private static final int PACKETS = 30_000;

  /** Until arrays have grown. */
  private static final int WARM_UPS = 4;

  /**
   * In some of them the pool makes zones or grows them, as it lets go of idle ones: the least of
   * all counts. What a packet or a point costs is in each.
   */
  private static final int ROUNDS = 5;

  private static final int POINTS_PER_PACKET = 384;

  /** Room of a zone from the start: its arrays never grow here. */
  private static final int POINTS_PER_ZONE_MAX = 16_000;

  private static final long BYTES_PER_ZONE = 256;
  private static final long BYTES_PER_POSE = 256;
  private static final long SMALLEST_OBJECT_BYTES = 16;

  private final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(1 << 20, counters);
  private final NeededSequences needed = new NeededSequences();
  private final ZoneQueues queues = new ZoneQueues(256L << 20, false, needed, counters);

  @Test
  void noPacketAndNoPointAllocates(@TempDir Path folder) throws IOException {
    var journalConfig = new JournalConfig(folder, 1L << 30, 1_000_000_000, false);
    try (JournalWriter journal = new JournalWriter(journalConfig, counters)) {
      CapturePipeline capture =
          pipeline(
              new JournaledSource(
                  new JournalSource(folder, counters), ring, journal, () -> true, 0));
      MovingVehicle vehicle = new MovingVehicle(ring);
      for (int round = 0; round < WARM_UPS; round++) {
        drive(vehicle, capture);
      }
      long pointsBefore = counters.get(DeviceCounter.POINTS_IN_ZONES);
      long zonesBefore = counters.get(DeviceCounter.ZONES_CLOSED);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        least = Math.min(least, allocatedBy(vehicle, capture));
      }
      assertThat(counters.get(DeviceCounter.POINTS_IN_ZONES) - pointsBefore)
          .isGreaterThan(ROUNDS * (PACKETS - 1_000) * (long) POINTS_PER_PACKET);
      assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS))
          .isGreaterThan((WARM_UPS + ROUNDS) * PACKETS);
      long zonesClosed = (counters.get(DeviceCounter.ZONES_CLOSED) - zonesBefore) / ROUNDS;
      long poses = PACKETS * MovingVehicle.PACKET_NANOS / MovingVehicle.INS_NANOS + 1;
      long allowed = zonesClosed * BYTES_PER_ZONE + poses * BYTES_PER_POSE;
      assertThat(allowed).isLessThan(PACKETS * SMALLEST_OBJECT_BYTES);
      assertThat(least).isLessThan(allowed);
    }
  }

  private long allocatedBy(MovingVehicle vehicle, CapturePipeline capture) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(thread);
    drive(vehicle, capture);
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private void drive(MovingVehicle vehicle, CapturePipeline capture) throws IOException {
    for (int packet = 0; packet < PACKETS; packet++) {
      vehicle.step();
      while (capture.doWork() > 0) {
        recycle();
      }
    }
  }

  /** Gives zones back at once, in place of the recorders. */
  private void recycle() {
    for (Zone zone = queues.closed().poll(); zone != null; zone = queues.closed().poll()) {
      needed.done(zone);
      queues.pool().giveBack(zone);
    }
    for (Zone look = queues.looks().poll(); look != null; look = queues.looks().poll()) {
      queues.pool().giveBack(look);
    }
  }

  private CapturePipeline pipeline(JournaledSource source) throws IOException {
    PoseTrack track = new PoseTrack(4_096, 1_000_000_000, counters);
    PositionInput position = new PositionInput(true, "EPSG:32754", PositionDatum.FRAME, track);
    Gathering gathering =
        new Gathering(
            new ZonesConfig(32, 2, POINTS_PER_ZONE_MAX, 60, 256, 1),
            position,
            queues,
            DurableZones.NONE,
            needed,
            new MissionGate(MissionControl.always("survey"), 0, source::lastTaken, counters),
            watched(),
            counters);
    PointBatchPool batches = new PointBatchPool(256, POINTS_PER_PACKET);
    PoseWait wait =
        new PoseWait(
            new Georeferencer(track, new Mount(0, 0, 0, 0, Math.PI / 2, 0)),
            batches,
            gathering,
            counters,
            255,
            1_000_000_000);
    GnssStream receiver = new GnssStream(counters, 18, position);
    SensorInput sensor =
        new SensorInput(
            0,
            new VelodyneDecoder(VelodyneConfig.automatic()),
            new TimeTie(SensorTimeScale.UTC_HOUR, 18, counters),
            wait,
            receiver,
            batches,
            counters);
    return new CapturePipeline(
        source,
        new PortTable<SensorInput>().add(MovingVehicle.LIDAR_PORT, sensor),
        new PortTable<GnssStream>().add(MovingVehicle.INS_PORT, receiver),
        new Strangers(),
        counters,
        () -> true,
        gathering::stepped,
        gathering::end);
  }

  /** Somebody looks at live points: what they are shown is taken on this path. */
  private static Onlooker watched() {
    PointTap tap = new PointTap();
    new PointFeed(tap, new ZoneFrames(), 2_000_000).open();
    return new Onlooker() {
      @Override
      public void placed(PointBatch batch) {
        tap.look(batch);
      }
    };
  }
}
