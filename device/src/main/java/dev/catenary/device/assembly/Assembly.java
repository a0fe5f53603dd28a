package dev.catenary.device.assembly;

import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.link.Stranger;
import dev.catenary.capture.trajectory.TrajectoryPoses;
import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.uplink.UploadStatus;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.pressure.DiskState;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine of a configuration, sensor to store: what comes in, what goes out, and its state. */
public final class Assembly implements AutoCloseable {
  private final String softwareVersion;
  private final Surroundings around;
  private final Spool spool;
  private final MissionControl mission;
  private final Intake intake;
  private final Uplink uplink;

  /** Builds it; nothing runs yet. */
  public Assembly(CatenaryConfig config, String softwareVersion, Surroundings around)
      throws IOException {
    this.softwareVersion = softwareVersion;
    this.around = around;
    boolean isLive = !around.feed().waits();
    InstantSource instants = around.clock().instants();
    spool =
        Spool.openUnread(
            new SpoolConfig(
                config.spoolDirectory(), (long) config.spool().reserveMebibytes() << 20),
            around.counters(),
            instants,
            around.events());
    mission =
        isLive
            ? MissionControl.open(config.mission(), config.dataDirectory(), instants)
            : MissionControl.always(config.mission());
    intake = new Intake(config, softwareVersion, around, mission, spool);
    // The times of a recording are not those of this host's clock.
    ReceiverTime trueTime = isLive ? new ReceiverTime(intake.hostClock()) : null;
    uplink =
        new Uplink(config, softwareVersion, spool, around, intake.journal(), mission, trueTime);
  }

  public void start() {
    uplink.start();
    intake.stages().start();
  }

  /**
   * Lets each stage work once on the calling thread, in the order of the flow: in place of {@link
   * #start}, where time and order are to be held.
   *
   * @return amount of work that was done; 0 when there was none
   */
  public int turn() {
    return intake.stages().turn() + uplink.turn();
  }

  /** Waits until a recording has been read to its end; false when the time is over before. */
  public boolean awaitEndOfSource(long millis) throws InterruptedException {
    return intake.awaitEndOfSource(millis);
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
    boolean drained = intake.stages().stop(System.nanoTime() + within.toNanos());
    if (drained && intake.stages().firstBroken() == null) {
      intake.journal().releaseAll();
    }
    return drained;
  }

  /** Forces to the disk what was taken in: at the supply's end. */
  public void flush() {
    intake.journal().force();
  }

  /** Progress of each stage, in the order of the flow; any thread may ask. */
  public List<StageProgress> progress() {
    return Stream.concat(intake.stages().progress().stream(), uplink.progress().stream()).toList();
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
    return intake.journal().waiting();
  }

  /** Zones that gather points now. Any thread. */
  public int openZones() {
    return intake.openZones();
  }

  /** State of the spool's disk. */
  public DiskState disk() {
    return uplink.disk();
  }

  /** First failure, or null while all is well. */
  public @Nullable Throwable broken() {
    Throwable first = intake.stages().firstBroken();
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
    return intake.position();
  }

  /** Senders that nobody is configured for, the most frequent first. Any thread. */
  public List<Stranger> strangers() {
    return intake.strangers().list();
  }

  /** Poses of the post-processed trajectory; null where there is none. */
  public @Nullable TrajectoryPoses postProcessed() {
    return intake.postProcessed();
  }

  /** Why links are not open, each with its cure. Any thread. */
  public List<String> linkProblems() {
    return around.source().problems();
  }

  /** Messages of receivers so far, by their names. Any thread. */
  public Map<String, Long> heard() {
    return intake.heard().snapshot();
  }

  /** In the order of the configuration. */
  public List<SensorInput> sensorInputs() {
    return List.copyOf(intake.sensors());
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
    return intake.labelling().replace(model);
  }

  /**
   * Makes findings by other clearance rules from each worker's next zone on; no zone is lost and
   * none waits. Any thread may ask.
   */
  public void replaceRules(ClearanceRules rules) {
    intake.labelling().replace(rules);
  }

  /** Clearance rules in use. */
  public ClearanceRules clearance() {
    return intake.labelling().clearance();
  }

  /** Classifier in use, and the reason where it is not the one that was asked for. */
  public ClassifierChoice classifierChoice() {
    return intake.labelling().choice();
  }

  /** Descriptions of the sensors, as far as their packets give them. */
  public List<String> sensors() {
    return intake.sensors().stream().map(SensorInput::describe).toList();
  }

  @Override
  public void close() throws IOException {
    try {
      stopIntake();
      uplink.stop();
      intake.journal().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spool.close();
  }
}
