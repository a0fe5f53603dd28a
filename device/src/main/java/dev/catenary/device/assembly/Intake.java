package dev.catenary.device.assembly;

import dev.catenary.capture.CapturePipeline;
import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.trajectory.TrajectoryPoses;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.flow.Gathering;
import dev.catenary.device.flow.MissionGate;
import dev.catenary.device.flow.NeededSequences;
import dev.catenary.device.flow.RecordStage;
import dev.catenary.device.flow.ZoneQueues;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.device.stage.Patience;
import dev.catenary.inference.budget.WorkBudget;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All that works before the spool: datagrams are journalled, decoded, placed and gathered into
 * zones; each zone is labelled and recorded. Read the constructor from top to bottom. Built,
 * started and stopped by one thread; any may ask.
 */
final class Intake {
  private final Lifecycle stages = new Lifecycle();
  private final HostClock hostClock = new HostClock();
  private final HeardMessages heard = new HeardMessages();
  private final NeededSequences needed = new NeededSequences();
  private final CountDownLatch sourceEnded = new CountDownLatch(1);
  private final Strangers strangers;
  private final Positioning where;
  private final RawJournal journal;
  private final Gathering gathering;
  private final SensorInputs sensors;
  private final Labelling labelling;

  Intake(
      CatenaryConfig config,
      String softwareVersion,
      Surroundings around,
      MissionControl mission,
      Spool spool)
      throws IOException {
    Counters counters = around.counters();
    Feed feed = around.feed();
    DatagramSource source = around.source();
    strangers = source.strangers();
    where =
        new Positioning(
            config.position(),
            config.map().crs(),
            hostClock,
            heard,
            around.onlooker(),
            around.trajectory(),
            counters);
    ZoneQueues queues =
        new ZoneQueues(
            (long) config.zones().memoryMebibytesMax() << 20, feed.waits(), needed, counters);
    journal = new RawJournal(config, feed.journalled(), needed, around.clock().nanos(), counters);
    DatagramSource numbered = journal.before(source, queues);
    MissionGate gate =
        new MissionGate(mission, journal.sequencesAfter(), journal::lastTaken, counters);
    gathering =
        new Gathering(
            config.zones(),
            where.input(),
            queues,
            journal.durable(spool.durable()),
            needed,
            gate,
            around.onlooker(),
            counters);
    sensors = new SensorInputs(config, where, gathering, hostClock, heard, counters);
    stages.addDraining(
        new CapturePipeline(
            numbered,
            sensors.byPort(),
            where.receiversByPort(),
            strangers,
            counters,
            () -> !feed.waits() || queues.hasRoom(),
            gathering::stepped,
            () -> {
              gathering.end();
              sourceEnded.countDown();
            }),
        Patience.CAPTURE);
    journal.keeper().ifPresent(stages::addInterruptible);

    labelling = new Labelling(config.classification(), config.clearance(), counters);
    Recorders recorders =
        new Recorders(
            config,
            softwareVersion,
            where.input(),
            sensors,
            spool,
            around.clock().instants(),
            counters);
    for (int worker = 0; worker < config.zones().workers(); worker++) {
      WorkBudget budget = feed.waits() ? WorkBudget.unlimited() : new WorkBudget(queues::load);
      stages.addDraining(
          new RecordStage(
              worker,
              queues,
              labelling.preClassifier(budget),
              recorders,
              needed,
              around.onlooker(),
              around.clock().nanos()));
    }
  }

  Lifecycle stages() {
    return stages;
  }

  /** Waits until a recording has been read to its end; false when the time is over before. */
  boolean awaitEndOfSource(long millis) throws InterruptedException {
    return sourceEnded.await(millis, TimeUnit.MILLISECONDS);
  }

  RawJournal journal() {
    return journal;
  }

  Labelling labelling() {
    return labelling;
  }

  HostClock hostClock() {
    return hostClock;
  }

  Strangers strangers() {
    return strangers;
  }

  HeardMessages heard() {
    return heard;
  }

  PositionInput position() {
    return where.input();
  }

  @Nullable TrajectoryPoses postProcessed() {
    return where.postProcessed();
  }

  /** In the order of the configuration. */
  List<SensorInput> sensors() {
    return sensors.all();
  }

  int openZones() {
    return gathering.openZones();
  }
}
