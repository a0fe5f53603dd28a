package dev.catenary.device.assembly;

import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.recording.RecordingOrigin;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.device.stage.MachineClock;
import dev.catenary.device.stage.Patience;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.pressure.DiskKeeper;
import dev.catenary.uplink.pressure.DiskState;
import dev.catenary.uplink.redate.Redating;
import dev.catenary.uplink.redate.TrueTime;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that works behind the spool, each stage in a thread of its own. Chunks are sent, the broker
 * is told, what is asked of the raw journal is cut out, the disk is looked after and chunks are
 * dated again. Built, started and stopped by one thread; any may ask.
 */
final class Uplink {
  /** A request on a dead link is not waited for: what it sends is still in the spool. */
  private static final long STOP_NANOS = 1_000_000_000;

  private final Lifecycle stages = new Lifecycle();
  private final @Nullable Uploader uploader;
  private final Optional<CloudLink> cloud;
  private final DiskKeeper disk;

  /**
   * @param mission is labelled over the line to the broker
   * @param trueTime what dates chunks again; null where their times are not this host's
   */
  Uplink(
      CatenaryConfig config,
      String softwareVersion,
      Spool spool,
      Surroundings around,
      RawJournal journal,
      MissionControl mission,
      @Nullable TrueTime trueTime)
      throws IOException {
    ObjectStore store = around.store();
    Counters counters = around.counters();
    MachineClock clock = around.clock();
    stages.addInterruptible(spool.reading(), Patience.DISK);
    if (store != null) {
      uploader = Uploads.uploader(config.upload().links(), spool, store, around);
      uploader.lanes().forEach(lane -> stages.addInterruptible(lane, Patience.UPLOAD));
    } else {
      uploader = null;
    }
    cloud = CloudLink.of(config, softwareVersion, spool, uploader, counters);
    cloud.ifPresent(link -> stages.addInterruptible(link.stage(), Patience.UPLOAD));
    cloud.ifPresent(link -> Recordings.label(mission, link));
    if (journal.isKept()) {
      Recordings recordings =
          new Recordings(
              config.journal(),
              config.journalDirectory(),
              new RecordingOrigin(config.vehicle(), config.mission(), softwareVersion),
              journal,
              spool,
              clock);
      stages.addInterruptible(recordings.sender(), Patience.DISK);
      cloud.ifPresent(recordings::answer);
    }
    disk =
        new DiskKeeper(
            spool, journal::giveUp, (long) config.spool().marginMebibytes() << 20, clock.nanos());
    stages.addInterruptible(disk, Patience.DISK);
    if (trueTime != null) {
      stages.addInterruptible(
          new Redating(spool, trueTime, counters, clock.instants(), clock.nanos()), Patience.DISK);
    }
  }

  void start() {
    stages.start();
  }

  /** As {@link Lifecycle#turn}. */
  int turn() {
    return stages.turn();
  }

  /** Stops each stage where it stands, within a moment; what it has not done is on the disk. */
  void stop() throws InterruptedException {
    stages.stop(System.nanoTime() + STOP_NANOS);
  }

  /** Progress of each stage. */
  List<StageProgress> progress() {
    return stages.progress();
  }

  /** First failure, or null. */
  @Nullable Throwable firstBroken() {
    return stages.firstBroken();
  }

  /** Null when chunks stay in the spool. */
  @Nullable Uploader uploader() {
    return uploader;
  }

  /** The line to the message broker, where one is configured. */
  Optional<CloudLink> cloud() {
    return cloud;
  }

  /** State of the spool's disk. */
  DiskState disk() {
    return disk.state();
  }
}
