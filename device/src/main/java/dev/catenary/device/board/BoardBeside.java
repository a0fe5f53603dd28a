package dev.catenary.device.board;

import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.BoardSettings;
import dev.catenary.device.config.PinsException;
import dev.catenary.device.health.BoardReading;
import dev.catenary.device.health.PpsReading;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.device.stage.StageProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The board beside the machine. Pins that cannot be had stop nothing: the chain's power link says
 * why and what to do, and capture goes on.
 */
public final class BoardBeside implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  private final BoardSettings settings;
  private final Surroundings surroundings;
  private final Lifecycle stages = new Lifecycle();
  private String computer = "none";
  private @Nullable PinsException trouble;
  private @Nullable Board board;
  private @Nullable PulseSource pulse;

  /**
   * Where the board is found.
   *
   * @param model the device tree's file that names the computer
   * @param ppsDevices the kernel's folder of PPS devices
   * @param driver of the pins
   */
  public record Surroundings(Path model, Path ppsDevices, Pins.Driver driver) {
    /** Those of a vehicle. */
    public static final Surroundings REAL =
        new Surroundings(
            Path.of("/proc/device-tree/model"), Path.of("/sys/class/pps"), Pi4jPins::open);
  }

  public BoardBeside(BoardSettings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /** Takes the pins and begins to look: sensors' supplies come on from here. */
  public void start(Board.Machine machine, MissionControl mission) throws IOException {
    if (settings.pps() == BoardSettings.Pps.KERNEL) {
      pulse = kernelPulse();
    }
    if (!settings.wantsPins()) {
      return;
    }
    try {
      takePins(machine, mission);
      stages.start();
    } catch (PinsException e) {
      trouble = e;
      Logger.warn("the board's pins are not driven: {}", e.getMessage());
    }
  }

  private void takePins(Board.Machine machine, MissionControl mission) throws IOException {
    BoardFile file = BoardFile.chosen(settings.computer(), surroundings.model());
    computer = file.name();
    if (!file.hasPins()) {
      throw new PinsException(
          "found a computer whose pins are not known, expected one of " + BoardFile.NAMES,
          "Name it by board.computer, or remove the pins under board:.");
    }
    Pins pins = surroundings.driver().open(file);
    try {
      Board taken = new Board(settings, file, pins, machine, mission, System::nanoTime);
      if (settings.ppsPin() != 0) {
        EdgePps edges = new EdgePps(settings.ppsPin(), BoardBeside::wallNanos);
        pins.watchRises(file.line(settings.ppsPin()), Pins.Pull.NONE, edges::rose);
        pulse = edges;
      }
      board = taken;
      stages.addInterruptible(taken);
    } catch (IOException e) {
      pins.close();
      throw e;
    }
  }

  private @Nullable PulseSource kernelPulse() throws IOException {
    String name = settings.ppsDevice();
    return name == null
        ? KernelPps.first(surroundings.ppsDevices())
        : new KernelPps(surroundings.ppsDevices().resolve(name));
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * SECOND + now.getNano();
  }

  /** As it is now. One thread. */
  public BoardReading reading() {
    Board driven = board;
    PinsException why = broken();
    return new BoardReading(
        computer,
        why == null ? "" : why.why(),
        why == null ? "" : why.cure(),
        driven != null && driven.supplyFailed(),
        settings.holdUpMillis(),
        driven == null || driven.flushNanos() < 0 ? -1 : driven.flushNanos() / 1e6,
        settings.sensorPower().size(),
        driven == null ? 0 : driven.suppliesOn(),
        driven == null ? 0 : settings.stagedSeconds(),
        pulseNow());
  }

  private @Nullable PinsException broken() {
    Throwable broke = stages.firstBroken();
    return broke == null
        ? trouble
        : new PinsException(
            "the board is no longer looked at: " + broke,
            "Look into the log, then restart the service.");
  }

  private @Nullable PpsReading pulseNow() {
    PulseSource source = pulse;
    if (source != null) {
      return source.read(wallNanos());
    }
    return settings.pps() == BoardSettings.Pps.NONE
        ? null
        : new PpsReading(
            "the "
                + settings.pps().name().toLowerCase(java.util.Locale.ROOT)
                + "'s source, which is not there",
            0,
            0,
            0,
            0);
  }

  /** Progress of its stage; any thread. */
  public List<StageProgress> progress() {
    return stages.progress();
  }

  @Override
  public void close() throws IOException {
    try {
      stages.stop(System.nanoTime() + SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
