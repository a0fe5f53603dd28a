package dev.catenary.device.health;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.link.Stranger;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.uplink.pressure.DiskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes readings of a machine that is well but for what a test changes. */
public final class Readings {
  static final long SECOND = 1_000_000_000L;
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private @Nullable String modelRefusal;
  private final Map<DeviceCounter, Long> counters = new EnumMap<>(DeviceCounter.class);
  private final List<String> linkProblems = new ArrayList<>();
  private final Map<String, Long> heard = new TreeMap<>();
  private List<Stranger> strangers = List.of();
  private PositionSource position = PositionSource.INS;
  private final List<StageProgress> stages = new ArrayList<>();
  private final List<String> alarms = new ArrayList<>();
  private long seconds;
  private long packets;
  private long waitingDatagrams;
  private TimeQuality time = TimeQuality.PPS_NMEA;
  private PoseQuality pose = PoseQuality.RTK_FIXED;
  private boolean clockSynchronised = true;
  private long freeBytes = 100L << 30;
  private List<String> networks = List.of("wwan0");
  private String failure;
  private boolean needsPerson;
  private @Nullable BrokerReading broker;
  private BoardReading board = BoardReading.NONE;
  private DiskState disk = new DiskState(DiskState.Level.WELL, 100L << 30, null, "100 GiB left");

  /** A second of capture in which nothing is lost. */
  public Readings second() {
    seconds++;
    packets += 754;
    count(DeviceCounter.PACKETS_DECODED, 754);
    count(DeviceCounter.POINTS_IN_ZONES, 289_536);
    count(DeviceCounter.INS_MESSAGES, 100);
    count(DeviceCounter.POSES_RECEIVED, 100);
    return this;
  }

  Readings board(BoardReading reading) {
    board = reading;
    return this;
  }

  Readings disk(DiskState.Level level, @Nullable Duration fullIn, String sentence) {
    disk = new DiskState(level, 0, fullIn, sentence);
    return this;
  }

  Readings broker(BrokerReading reading) {
    broker = reading;
    return this;
  }

  /** A second in which nothing comes in. */
  public Readings silentSecond() {
    seconds++;
    return this;
  }

  Readings hears(String name, long amount) {
    heard.merge(name, amount, Long::sum);
    return this;
  }

  Readings strangers(Stranger... all) {
    strangers = List.of(all);
    return this;
  }

  Readings position(PositionSource source) {
    position = source;
    return this;
  }

  public Readings count(DeviceCounter counter, long amount) {
    counters.merge(counter, amount, Long::sum);
    return this;
  }

  public Readings time(TimeQuality quality) {
    time = quality;
    return this;
  }

  public Readings pose(PoseQuality quality) {
    pose = quality;
    return this;
  }

  public Readings clockSynchronised(boolean synchronised) {
    clockSynchronised = synchronised;
    return this;
  }

  public Readings free(long bytes) {
    freeBytes = bytes;
    return this;
  }

  public Readings networks(String... up) {
    networks = List.of(up);
    return this;
  }

  public Readings uploadFails(String text, boolean person) {
    failure = text;
    needsPerson = person;
    return this;
  }

  public Readings linkProblem(String text) {
    linkProblems.add(text);
    return this;
  }

  public Readings waiting(long datagrams) {
    waitingDatagrams = datagrams;
    return this;
  }

  public Readings alarm(String text) {
    alarms.add(text);
    return this;
  }

  public Readings standing(String role, long forSeconds, long patienceSeconds) {
    stages.add(
        new StageProgress(role, (seconds - forSeconds) * SECOND, patienceSeconds * SECOND, true));
    return this;
  }

  public Readings refused(String reason) {
    modelRefusal = reason;
    return this;
  }

  public Reading reading() {
    return new Reading(
        START.plusSeconds(seconds),
        seconds * SECOND,
        counters,
        List.of(
            new SensorReading(
                "roof",
                "VLP-16, dual return",
                2_368,
                Sensors.ALL.getFirst().whenSilent(2_368),
                packets,
                time)),
        strangers,
        linkProblems,
        heard,
        position,
        waitingDatagrams,
        pose,
        "int8-1234",
        modelRefusal,
        stages,
        new HostReading(alarms, clockSynchronised, 0.001, freeBytes, networks),
        new OutgoingReading("bucket survey", 3, 3 << 20, failure, needsPerson, "all", broker),
        512L << 20,
        disk,
        board);
  }
}
