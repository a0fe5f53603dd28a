package dev.catenary.device.board;

import java.util.List;

/**
 * What hangs on which pin of the header; 0 for nothing.
 *
 * @param computer a board file's name, {@code auto} by the device tree, {@code none}
 * @param statusLight output, high is lit
 * @param missionSwitch input with pull-up: closed to ground, the mission runs
 * @param powerFail input with pull-up: low when the supply has failed
 * @param holdUpMillis how long the computer runs on after that
 * @param sensorPower outputs of the sensors' relays, in the order of their start
 * @param sensorPowerStepMillis between one relay and the next
 */
public record BoardSettings(
    String computer,
    int statusLight,
    int missionSwitch,
    int powerFail,
    int holdUpMillis,
    List<Integer> sensorPower,
    int sensorPowerStepMillis) {
  public static final BoardSettings NONE = new BoardSettings("none", 0, 0, 0, 0, List.of(), 0);

  public BoardSettings {
    sensorPower = List.copyOf(sensorPower);
  }

  /** Whether any pin is asked for. */
  public boolean wantsPins() {
    return statusLight + missionSwitch + powerFail > 0 || !sensorPower.isEmpty();
  }
}
