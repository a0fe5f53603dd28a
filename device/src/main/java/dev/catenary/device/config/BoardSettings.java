package dev.catenary.device.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assignment of the header's pins; 0 for nothing.
 *
 * @param computer a board file's name, {@link #AUTO} by the device tree
 * @param statusLight output, high is lit
 * @param missionSwitch input with pull-up: closed to ground, the mission runs
 * @param powerFail input with pull-up: low when the supply has failed
 * @param holdUpMillis how long the computer runs on after that; 0 where it is not known
 * @param sensorPower outputs of the sensors' relays, in the order of their start
 * @param sensorPowerStepMillis between one relay and the next
 * @param pps where the pulse per second is seen
 * @param ppsPin input without pull, high on the second; 0 unless {@code pps} is {@link Pps#GPIO}
 * @param ppsDevice the kernel's device by its name; null for the first
 */
public record BoardSettings(
    String computer,
    int statusLight,
    int missionSwitch,
    int powerFail,
    int holdUpMillis,
    List<Integer> sensorPower,
    int sensorPowerStepMillis,
    Pps pps,
    int ppsPin,
    @Nullable String ppsDevice) {
  public static final String AUTO = "auto";
  public static final BoardSettings NONE =
      new BoardSettings(AUTO, 0, 0, 0, 0, List.of(), 0, Pps.NONE, 0, null);

  /** Where the pulse per second is seen. */
  public enum Pps {
    /** The kernel's device stamps it. */
    KERNEL,
    /** We stamp it, when the driver has woken us. */
    GPIO,
    /** Nowhere. */
    NONE
  }

  public BoardSettings {
    sensorPower = List.copyOf(sensorPower);
  }

  /** Tests whether any pin is asked for. */
  public boolean wantsPins() {
    return statusLight + missionSwitch + powerFail + ppsPin > 0 || !sensorPower.isEmpty();
  }

  /** From the first sensor's supply to the last one's. */
  public double stagedSeconds() {
    return Math.max(0, sensorPower.size() - 1) * sensorPowerStepMillis / 1e3;
  }
}
