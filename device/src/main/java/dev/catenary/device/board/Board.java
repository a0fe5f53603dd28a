package dev.catenary.device.board;

import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.BoardSettings;
import dev.catenary.device.health.Condition;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Looks at the board's inputs and sets its outputs. A power failure is told once: the journal is
 * flushed first of all, sensors are switched off, and the machine is asked to stop. A supply that
 * had failed before we started is waited for instead, without sensors: a service that stops is
 * started again, and would stop again until its manager gives up.
 */
public final class Board implements Stage {
  private static final long LOOK_NANOS = 20_000_000L;

  /** The hold-up time runs while nobody looks. */
  private static final long POWER_LOOK_NANOS = 5_000_000L;

  private static final long CONTACT_SETTLE_NANOS = 60_000_000L;

  /** Shorter: this input comes from a comparator. */
  private static final long POWER_SETTLE_NANOS = 5_000_000L;

  private final Pins pins;
  private final Machine machine;
  private final MissionControl mission;
  private final LongSupplier nanos;
  private final Pins.@Nullable Output light;
  private final @Nullable SteadyInput missionSwitch;
  private final @Nullable SteadyInput powerFail;
  private final SensorPower sensorPower;
  private boolean lit;
  private boolean stopping;
  private volatile boolean supplyFailed;
  private volatile long flushNanos = -1;

  /** Machine as the board shows it and acts on it. */
  public interface Machine {
    /** The worst of the chain's links; null before the first look. */
    @Nullable Condition worst();

    /** Forces to the disk what was taken in; returns when it is there. */
    void flush() throws IOException;

    /** Asks for an orderly stop; returns at once. */
    void stop(String why);
  }

  /**
   * Takes the pins; sensors' supplies are off until the first look.
   *
   * @param nanos steady clock
   */
  public Board(
      BoardSettings settings,
      BoardFile file,
      Pins pins,
      Machine machine,
      MissionControl mission,
      LongSupplier nanos)
      throws IOException {
    this.pins = pins;
    this.machine = machine;
    this.mission = mission;
    this.nanos = nanos;
    long now = nanos.getAsLong();
    light =
        settings.statusLight() == 0 ? null : pins.output(file.line(settings.statusLight()), false);
    missionSwitch = input(settings.missionSwitch(), file, CONTACT_SETTLE_NANOS, now);
    powerFail = input(settings.powerFail(), file, POWER_SETTLE_NANOS, now);
    supplyFailed = powerFail != null && powerFail.look(now);
    List<Pins.Output> relays = new ArrayList<>();
    for (int pin : settings.sensorPower()) {
      relays.add(pins.output(file.line(pin), false));
    }
    sensorPower = new SensorPower(relays, settings.sensorPowerStepMillis() * 1_000_000L);
    if (missionSwitch != null) {
      mission.leaveToSwitch();
    }
  }

  private @Nullable SteadyInput input(int pin, BoardFile file, long settleNanos, long now)
      throws IOException {
    return pin == 0
        ? null
        : new SteadyInput(pins.input(file.line(pin), Pins.Pull.UP), false, settleNanos, now);
  }

  @Override
  public String roleName() {
    return "board";
  }

  @Override
  public int doWork() throws IOException {
    look(nanos.getAsLong());
    LockSupport.parkNanos(powerFail == null ? LOOK_NANOS : POWER_LOOK_NANOS);
    return 0;
  }

  /** One look at everything. */
  void look(long now) throws IOException {
    if (powerFail != null && !stopping) {
      boolean low = powerFail.look(now);
      if (low && !supplyFailed) {
        powerFailed(powerFail.changedNanos());
      }
      supplyFailed = low;
    }
    if (!supplyFailed) {
      sensorPower.look(now);
    }
    if (missionSwitch != null) {
      mission.switched(missionSwitch.look(now));
    }
    boolean shine = StatusLight.isLit(machine.worst(), mission.state().running(), now);
    if (light != null && shine != lit) {
      light.set(shine);
      lit = shine;
    }
  }

  /** The data first, then what draws power, then all the rest. */
  private void powerFailed(long seenNanos) throws IOException {
    stopping = true;
    try {
      machine.flush();
    } finally {
      flushNanos = nanos.getAsLong() - seenNanos;
      sensorPower.off();
      machine.stop("the supply has failed");
    }
    Logger.warn(
        "the supply has failed; what was taken in is on disk {} ms after it was seen",
        flushNanos / 1e6);
  }

  /** Tests whether the supply has failed; any thread. */
  public boolean supplyFailed() {
    return supplyFailed;
  }

  /** Number of the sensors' supplies that are on; any thread. */
  public int suppliesOn() {
    return sensorPower.on();
  }

  /**
   * From the first look that saw the last power failure until the journal was on disk; negative
   * before one. Any thread.
   */
  public long flushNanos() {
    return flushNanos;
  }

  @Override
  public void close() throws IOException {
    if (light != null) {
      light.set(false);
    }
    pins.close();
  }
}
