package dev.catenary.device;

import dev.catenary.capture.CapturePipeline;
import dev.catenary.capture.PositionInput;
import dev.catenary.capture.SensorInput;
import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.gnss.GnssStream;
import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalKeeper;
import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.JournaledSource;
import dev.catenary.capture.journal.NumberedSource;
import dev.catenary.capture.journal.RunNumber;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.pose.FixedPose;
import dev.catenary.capture.pose.PoseSource;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.PositionConfig;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.budget.BudgetedClassifier;
import dev.catenary.inference.budget.WorkBudget;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.wire.WireMemory;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.BoundedQueue;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.UploadStatus;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.laz.LazChunkEncoder;
import dev.catenary.uplink.laz.LazMetadata;
import dev.catenary.uplink.overview.ZoneThinner;
import dev.catenary.uplink.pressure.DiskKeeper;
import dev.catenary.uplink.pressure.DiskState;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Builds the machine from a configuration: read it from top to bottom, sensor to store. */
public final class Assembly implements AutoCloseable {
  private static final int POSES = 16_384;
  private static final int CLOSED_ZONES = 512;
  private static final double LENT_SHARE_MAX = 0.75;
  private static final int LOOKS = 16;

  /** A request on a dead link is not waited for: what it sends is still in the spool. */
  private static final long UPLOAD_STOP_NANOS = 1_000_000_000;

  private final CatenaryConfig config;
  private final String softwareVersion;
  private final Counters counters;
  private final Lifecycle intake = new Lifecycle();
  private final Lifecycle upload = new Lifecycle();
  private final SensorInputs sensors;
  private final CountDownLatch sourceEnded = new CountDownLatch(1);
  private final PositionInput position;
  private final Spool spool;
  private final DiskKeeper disk;
  private final @Nullable Uploader uploader;
  private final NeededSequences needed = new NeededSequences();
  private final @Nullable JournalWriter journal;
  private final ClassifierChoice classifierChoice;

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
    this.config = config;
    this.softwareVersion = softwareVersion;
    this.counters = counters;

    PositionConfig where = config.position();
    PoseTrack track = new PoseTrack(POSES, nanos(where.gapSecondsMax()), counters);
    position =
        new PositionInput(
            where.source() == PositionSource.INS, config.map().crs(), where.datum(), track);
    PoseSource poses = where.source() == PositionSource.FIXED ? fixedPose(where) : track;

    spool =
        Spool.open(
            new SpoolConfig(
                config.spoolDirectory(), (long) config.spool().reserveMebibytes() << 20),
            counters,
            InstantSource.system(),
            events);
    ZonePool zones = new ZonePool((long) config.zones().memoryMebibytesMax() << 20);
    BoundedQueue<Zone> closed =
        feed.waits()
            ? BoundedQueue.block(CLOSED_ZONES, zone -> drop(zone, zones))
            : BoundedQueue.dropNewest(CLOSED_ZONES, zone -> drop(zone, zones));
    BoundedQueue<Zone> looks = BoundedQueue.dropOldest(LOOKS, zone -> skipLook(zone, zones));
    Gathering gathering =
        new Gathering(
            config.zones(), position, zones, spool.durableZones(), counters, closed, looks, needed);

    sensors = new SensorInputs(config, poses, position, gathering, counters);
    Map<Integer, GnssStream> receiversByPort = new HashMap<>();
    for (LinkSettings link : where.links()) {
      receiversByPort.put(link.port(), receiver());
    }
    journal = feed.journalled() && config.journal().enabled() ? journal() : null;
    intake.addDraining(
        new CapturePipeline(
            numbered(source),
            sensors.byPort(),
            receiversByPort,
            counters,
            () -> !feed.waits() || hasRoom(closed, zones),
            gathering::stepped,
            () -> {
              gathering.end();
              sourceEnded.countDown();
            }),
        Patience.CAPTURE);
    if (journal != null) {
      intake.addInterruptible(
          new JournalKeeper(
              journal,
              nanos(config.journal().syncSeconds()),
              needed::oldestNeeded,
              System::nanoTime));
    }
    WireMemory wireMemory = new WireMemory();
    classifierChoice = ClassifierChoice.of(config.classification().model(), Path.of(""));
    tellChoice(classifierChoice);
    for (int worker = 0; worker < config.zones().workers(); worker++) {
      WorkBudget budget =
          feed.waits()
              ? WorkBudget.unlimited()
              : new WorkBudget(() -> (double) closed.size() / CLOSED_ZONES);
      PreClassifier preClassifier =
          new PreClassifier(
              new BudgetedClassifier(
                  classifierChoice.classifier(config.classification().modelThreads()),
                  budget,
                  counters),
              new ZoneWires(config.clearance(), wireMemory),
              new ZoneRanker());
      intake.addDraining(
          new RecordStage(
              worker,
              closed,
              looks,
              preClassifier,
              this::recorder,
              zones,
              needed,
              System::nanoTime));
    }
    if (store != null) {
      uploader = Uploads.uploader(config.upload().links(), spool, store, counters);
      uploader.lanes().forEach(lane -> upload.addInterruptible(lane, Patience.UPLOAD));
    } else {
      uploader = null;
    }
    disk =
        new DiskKeeper(
            spool,
            this::giveUpRaw,
            (long) config.spool().marginMebibytes() << 20,
            System::nanoTime);
    upload.addInterruptible(disk, Patience.DISK);
  }

  private void tellChoice(ClassifierChoice choice) {
    String refusal = choice.refusal();
    if (refusal != null) {
      counters.increment(DeviceCounter.MODELS_REFUSED);
      Logger.warn("{}; the rules label", refusal);
    } else {
      Logger.info("zones are labelled by {}", choice.labelledBy());
    }
  }

  /** A source that waits is held up before zones fill their queue or their memory. */
  private static boolean hasRoom(BoundedQueue<Zone> closed, ZonePool zones) {
    return closed.size() == 0
        || (closed.size() < CLOSED_ZONES / 2 && zones.isLentBelow(LENT_SHARE_MAX));
  }

  private JournalWriter journal() throws IOException {
    var settings = config.journal();
    return new JournalWriter(
        new JournalConfig(
            config.journalDirectory(),
            (long) settings.segmentMebibytes() << 20,
            nanos(settings.syncSeconds()),
            settings.keepRaw()),
        counters);
  }

  /** What a crash has left in the journal comes first. */
  private DatagramSource numbered(DatagramSource source) throws IOException {
    long sequencesAfter = RunNumber.begin(config.dataDirectory());
    JournalWriter writer = journal;
    return writer == null
        ? new NumberedSource(source, sequencesAfter)
        : new JournaledSource(
            new JournalSource(config.journalDirectory(), counters), source, writer, sequencesAfter);
  }

  private PoseSource fixedPose(PositionConfig where) throws IOException {
    return new FixedPose(
        position.fixed(
            Math.toRadians(where.latitudeDegrees()),
            Math.toRadians(where.longitudeDegrees()),
            where.heightMetres(),
            Math.toRadians(where.headingDegrees())));
  }

  private GnssStream receiver() {
    return new GnssStream(counters, config.position().leapSeconds(), position);
  }

  /** Made with the first zone, when the map frame is known. */
  private Recorder recorder() {
    MapFrame frame = position.frame();
    if (frame == null) {
      throw new IllegalStateException("a zone was closed before there was a map frame");
    }
    List<ChunkOrigin.Sensor> origins = new ArrayList<>();
    List<String> described = sensors();
    for (int i = 0; i < described.size(); i++) {
      origins.add(new ChunkOrigin.Sensor(i + 1, config.sensors().get(i).name(), described.get(i)));
    }
    ChunkOrigin origin =
        new ChunkOrigin(config.vehicle(), config.mission(), frame.wkt(), softwareVersion, origins);
    LazChunkEncoder encoder =
        new LazChunkEncoder(new LazMetadata(frame.wkt(), softwareVersion), InstantSource.system());
    var keeping = config.spool();
    ZoneThinner thinner = keeping.overviews() ? new ZoneThinner(keeping.voxelMillimetres()) : null;
    return new Recorder(spool, encoder, origin, counters, InstantSource.system(), thinner);
  }

  private void skipLook(Zone zone, ZonePool zones) {
    counters.increment(DeviceCounter.ZONE_LOOKS_SKIPPED);
    zones.giveBack(zone);
  }

  private void drop(Zone zone, ZonePool zones) {
    counters.increment(DeviceCounter.ZONES_DROPPED_QUEUE_FULL);
    counters.add(DeviceCounter.POINTS_DROPPED_QUEUE_FULL, zone.size);
    needed.done(zone);
    zones.giveBack(zone);
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  public void start() {
    upload.start();
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
    JournalWriter writer = journal;
    if (writer != null && drained && intake.firstBroken() == null && needed.nothingInFlight()) {
      writer.releaseAll();
    }
    return drained;
  }

  /** How far each stage has come, in the order of the flow; any thread may ask. */
  public List<StageProgress> progress() {
    return Stream.of(intake, upload).flatMap(each -> each.progress().stream()).toList();
  }

  private long giveUpRaw(long oldestInSpool) throws IOException {
    JournalWriter writer = journal;
    return writer == null ? 0 : writer.giveUp(Math.min(oldestInSpool, needed.oldestNeeded()));
  }

  /** The way out; another policy is chosen at its gate. Null when chunks stay in the spool. */
  public @Nullable Uploader uploader() {
    return uploader;
  }

  /** True while the spool has a chunk that the active policy sends. */
  public boolean hasToSend() {
    return uploader != null && uploader.hasToSend();
  }

  /** How the spool's disk is. */
  public DiskState disk() {
    return disk.state();
  }

  /** What broke, or null while all is well. */
  public @Nullable Exception broken() {
    Exception first = intake.firstBroken();
    return first != null ? first : upload.firstBroken();
  }

  public Spool spool() {
    return spool;
  }

  public PositionInput position() {
    return position;
  }

  /** In the order of the configuration. */
  public List<SensorInput> sensorInputs() {
    return List.copyOf(sensors.all());
  }

  /** What the uploader does now; null when chunks stay in the spool. */
  public @Nullable UploadStatus uploadStatus() {
    return uploader == null ? null : uploader.status();
  }

  /** What labels the zones, and why if it is not what was asked for. */
  public ClassifierChoice classifierChoice() {
    return classifierChoice;
  }

  /** What each sensor is, as far as its packets have told. */
  public List<String> sensors() {
    return sensors.all().stream().map(SensorInput::describe).toList();
  }

  @Override
  public void close() throws IOException {
    try {
      stopIntake();
      upload.stop(System.nanoTime() + UPLOAD_STOP_NANOS);
      JournalWriter writer = journal;
      if (writer != null) {
        writer.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spool.close();
  }
}
