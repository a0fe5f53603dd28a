package dev.catenary.device.assembly;

import dev.catenary.capture.CapturePipeline;
import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.gnss.HeardMessages;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.link.Stranger;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.trajectory.Trajectory;
import dev.catenary.capture.trajectory.TrajectoryPoses;
import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.flow.Gathering;
import dev.catenary.device.flow.MissionGate;
import dev.catenary.device.flow.NeededSequences;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.flow.RecordStage;
import dev.catenary.device.flow.ZoneQueues;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.device.stage.Patience;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.budget.WorkBudget;
import dev.catenary.inference.wire.ClearanceRules;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.UploadStatus;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.pressure.DiskState;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the machine from a configuration: read it from top to bottom, sensor to store. */
public final class Assembly implements AutoCloseable {
  private final Lifecycle intake = new Lifecycle();
  private final SensorInputs sensors;
  private final CountDownLatch sourceEnded = new CountDownLatch(1);
  private final HostClock hostClock = new HostClock();
  private final PositionInput position;
  private final @Nullable TrajectoryPoses postProcessed;
  private final Spool spool;
  private final MissionControl mission;
  private final String softwareVersion;
  private final Uplink uplink;
  private final NeededSequences needed = new NeededSequences();
  private final RawJournal journal;
  private final Labelling labelling;
  private final Gathering gathering;
  private final Strangers strangers;
  private final DatagramSource links;
  private final HeardMessages heard = new HeardMessages();

  /**
   * @param feed whether the source can wait: if not, zones that do not fit their queue drop
   * @param store where chunks go; null keeps them in the spool
   * @param events told what happens to chunks
   */
  public Assembly(
      CatenaryConfig config,
      String softwareVersion,
      DatagramSource source,
      Feed feed,
      @Nullable ObjectStore store,
      Counters counters,
      Consumer<SpoolEvent> events)
      throws IOException {
    this(config, softwareVersion, source, feed, store, counters, events, Onlooker.NOBODY);
  }

  /**
   * The same, with somebody who looks on.
   *
   * @param onlooker of points, zones and positions
   */
  public Assembly(
      CatenaryConfig config,
      String softwareVersion,
      DatagramSource source,
      Feed feed,
      @Nullable ObjectStore store,
      Counters counters,
      Consumer<SpoolEvent> events,
      Onlooker onlooker)
      throws IOException {
    this(config, softwareVersion, source, feed, store, counters, events, onlooker, null);
  }

  /**
   * The same, placed by a post-processed trajectory.
   *
   * @param trajectory in place of what receivers said; null where there is none
   */
  public Assembly(
      CatenaryConfig config,
      String softwareVersion,
      DatagramSource source,
      Feed feed,
      @Nullable ObjectStore store,
      Counters counters,
      Consumer<SpoolEvent> events,
      Onlooker onlooker,
      @Nullable Trajectory trajectory)
      throws IOException {
    this.softwareVersion = softwareVersion;
    strangers = source.strangers();
    links = source;
    Positioning where =
        new Positioning(
            config.position(),
            config.map().crs(),
            hostClock,
            heard,
            onlooker,
            trajectory,
            counters);
    position = where.input();
    postProcessed = where.postProcessed();

    spool =
        Spool.openUnread(
            new SpoolConfig(
                config.spoolDirectory(), (long) config.spool().reserveMebibytes() << 20),
            counters,
            InstantSource.system(),
            events);
    ZoneQueues queues =
        new ZoneQueues(
            (long) config.zones().memoryMebibytesMax() << 20, feed.waits(), needed, counters);
    journal = new RawJournal(config, feed.journalled(), needed, counters);
    DatagramSource numbered = journal.before(source, queues);
    mission =
        feed.waits()
            ? MissionControl.always(config.mission())
            : MissionControl.open(config.mission(), config.dataDirectory(), InstantSource.system());
    MissionGate gate =
        new MissionGate(mission, journal.sequencesAfter(), journal::lastTaken, counters);
    gathering =
        new Gathering(
            config.zones(),
            position,
            queues,
            journal.durable(spool.durable()),
            needed,
            gate,
            onlooker,
            counters);

    sensors = new SensorInputs(config, where, gathering, hostClock, heard, counters);
    intake.addDraining(
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
    journal.keeper().ifPresent(intake::addInterruptible);

    labelling = new Labelling(config.classification(), config.clearance(), counters);
    Recorders recorders =
        new Recorders(config, softwareVersion, position, sensors, spool, counters);
    for (int worker = 0; worker < config.zones().workers(); worker++) {
      WorkBudget budget = feed.waits() ? WorkBudget.unlimited() : new WorkBudget(queues::load);
      intake.addDraining(
          new RecordStage(
              worker,
              queues,
              labelling.preClassifier(budget),
              recorders,
              needed,
              onlooker,
              System::nanoTime));
    }

    // The times of a recording are not those of this host's clock.
    ReceiverTime trueTime = feed.waits() ? null : new ReceiverTime(hostClock);
    uplink =
        new Uplink(config, softwareVersion, spool, store, journal, mission, trueTime, counters);
  }

  public void start() {
    uplink.start();
    intake.start();
  }

  /** Waits until a recording has been read to its end; false when the time is over before. */
  public boolean awaitEndOfSource(long millis) throws InterruptedException {
    return sourceEnded.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Stops taking in; what has been taken in becomes chunks in the spool, and the journal goes. */
  public void stopIntake() throws InterruptedException, IOException {
    stopIntake(Duration.ofDays(1));
  }

  /**
   * The same, within a time. What has not become chunks by then stays in the journal, from which
   * the next start takes it up.
   *
   * @return true when all became chunks
   */
  public boolean stopIntake(Duration within) throws InterruptedException, IOException {
    boolean drained = intake.stop(System.nanoTime() + within.toNanos());
    if (drained && intake.firstBroken() == null) {
      journal.releaseAll();
    }
    return drained;
  }

  /** Forces to the disk what was taken in: at the supply's end. */
  public void flush() {
    journal.force();
  }

  /** How far each stage has come, in the order of the flow; any thread may ask. */
  public List<StageProgress> progress() {
    return Stream.concat(intake.progress().stream(), uplink.progress().stream()).toList();
  }

  /** The way out; another policy is chosen at its gate. Null when chunks stay in the spool. */
  public @Nullable Uploader uploader() {
    return uplink.uploader();
  }

  /** The line to the message broker, where one is configured. */
  public Optional<CloudLink> cloud() {
    return uplink.cloud();
  }

  /** True while the spool has a chunk that the active policy sends. */
  public boolean hasToSend() {
    Uploader uploader = uplink.uploader();
    return uploader != null && uploader.hasToSend();
  }

  /** Live datagrams that wait in the raw journal until zones have room. */
  public long waitingDatagrams() {
    return journal.waiting();
  }

  /** Zones that gather points now. Any thread. */
  public int openZones() {
    return gathering.openZones();
  }

  /** How the spool's disk is. */
  public DiskState disk() {
    return uplink.disk();
  }

  /** First failure, or null while all is well. */
  public @Nullable Throwable broken() {
    Throwable first = intake.firstBroken();
    return first != null ? first : uplink.firstBroken();
  }

  /** Starts, stops and labels the mission. */
  public MissionControl mission() {
    return mission;
  }

  /** Of this build. */
  public String softwareVersion() {
    return softwareVersion;
  }

  public Spool spool() {
    return spool;
  }

  public PositionInput position() {
    return position;
  }

  /** Senders that nobody is configured for, the most frequent first. Any thread. */
  public List<Stranger> strangers() {
    return strangers.list();
  }

  /** Poses of the post-processed trajectory; null where there is none. */
  public @Nullable TrajectoryPoses postProcessed() {
    return postProcessed;
  }

  /** Why links are not open, each with its cure. Any thread. */
  public List<String> linkProblems() {
    return links.problems();
  }

  /** Messages of receivers so far, by their names. Any thread. */
  public Map<String, Long> heard() {
    return heard.snapshot();
  }

  /** In the order of the configuration. */
  public List<SensorInput> sensorInputs() {
    return List.copyOf(sensors.all());
  }

  /** Present work of the uploader; null when chunks stay in the spool. */
  public @Nullable UploadStatus uploadStatus() {
    Uploader uploader = uplink.uploader();
    return uploader == null ? null : uploader.status();
  }

  /**
   * Labels by another model from each worker's next zone on; no zone is lost and none waits. Any
   * thread may ask. Until the next start: the configuration stays.
   *
   * @param model as in the configuration, {@code classification.model}: a model's folder, {@code
   *     shipped} or {@code rules}
   * @return why it was refused, and what labelled before does still; null when the new one labels
   */
  public @Nullable String replaceModel(String model) {
    return labelling.replace(model);
  }

  /**
   * Makes findings by other clearance rules from each worker's next zone on; no zone is lost and
   * none waits. Any thread may ask.
   */
  public void replaceRules(ClearanceRules rules) {
    labelling.replace(rules);
  }

  /** Clearance rules in use. */
  public ClearanceRules clearance() {
    return labelling.clearance();
  }

  /** Classifier in use, and the reason where it is not the one that was asked for. */
  public ClassifierChoice classifierChoice() {
    return labelling.choice();
  }

  /** Descriptions of the sensors, as far as their packets give them. */
  public List<String> sensors() {
    return sensors.all().stream().map(SensorInput::describe).toList();
  }

  @Override
  public void close() throws IOException {
    try {
      stopIntake();
      uplink.stop();
      journal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spool.close();
  }
}
