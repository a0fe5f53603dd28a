package dev.catenary.device.mission;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Starts and stops the mission and gives it its label. What was switched last holds over a restart.
 * While stopped, sensors, time and position go on and can be looked at, but no point is gathered;
 * what lies in the spool goes on being sent. Any thread.
 */
public final class MissionControl {
  private final String name;
  private final @Nullable MissionFile file;
  private final InstantSource clock;
  private volatile MissionState state;
  private volatile boolean switchDecides;

  private MissionControl(
      String name, @Nullable MissionFile file, MissionState state, InstantSource clock) {
    this.name = name;
    this.file = file;
    this.state = state;
    this.clock = clock;
  }

  /**
   * Takes up what was switched last.
   *
   * @param name of the mission in the configuration: part of keys and chunk ids, never changed here
   * @param dataDirectory where the state is kept
   */
  public static MissionControl open(String name, Path dataDirectory, InstantSource clock)
      throws IOException {
    MissionFile file = new MissionFile(dataDirectory);
    return new MissionControl(name, file, file.read(), clock);
  }

  /** For recordings: all of them is gathered, whatever was switched on the vehicle. */
  public static MissionControl always(String name) {
    return new MissionControl(name, null, MissionState.UNTOUCHED, InstantSource.system());
  }

  public String name() {
    return name;
  }

  public MissionState state() {
    return state;
  }

  /** Tests whether people may switch: not where a switch on the board decides. */
  public boolean canSwitch() {
    return !switchDecides;
  }

  /** From now on the board's switch decides. */
  public void leaveToSwitch() {
    switchDecides = true;
  }

  /**
   * Starts; a mission that runs goes on in new zones under the new label.
   *
   * @param label empty for none; {@link MissionLabel} says which are refused
   * @param by who asks
   * @throws LabelRefused when it cannot be a label
   * @throws SwitchDecides when the board's switch decides
   * @throws IOException when it cannot be written; then nothing is changed
   */
  public MissionState start(String label, String by) throws IOException {
    requirePerson();
    return change(true, label, by);
  }

  /**
   * Stops: every open zone closes, and is recorded and sent like any other.
   *
   * @throws SwitchDecides when the board's switch decides
   * @throws IOException when it cannot be written; then nothing is changed
   */
  public MissionState stop(String by) throws IOException {
    requirePerson();
    return change(false, state.label(), by);
  }

  /**
   * Gives the mission another label, and leaves it running or stopped as it is; the same label once
   * more changes nothing. Also where the board's switch decides: it knows no label.
   */
  public MissionState label(String label, String by) throws IOException {
    MissionState now = state;
    return now.label().equals(label) ? now : change(now.running(), label, by);
  }

  /**
   * The board's switch was moved, or read for the first time; the label stays. It holds also where
   * it cannot be written: nobody is there to be refused, the next start reads the switch anew, and
   * who watches the switch watches the supply as well.
   */
  public MissionState switched(boolean on) {
    return state.running() == on ? state : moved(on);
  }

  private synchronized MissionState moved(boolean on) {
    MissionState next = new MissionState(on, state.label(), clock.instant(), "board switch");
    try {
      keep(next);
    } catch (IOException e) {
      Logger.error(
          e,
          "found that the mission's state cannot be written ({}); expected it in the data directory;"
              + " cure: look after the disk; until the next start the switch holds without",
          e.getMessage());
    }
    return take(next);
  }

  private void requirePerson() {
    if (switchDecides) {
      throw new SwitchDecides();
    }
  }

  private synchronized MissionState change(boolean running, String label, String by)
      throws IOException {
    MissionState next = new MissionState(running, label, clock.instant(), by);
    keep(next);
    return take(next);
  }

  private void keep(MissionState next) throws IOException {
    if (file != null) {
      file.write(next);
    }
  }

  private MissionState take(MissionState next) {
    state = next;
    Logger.info(
        "mission {} {}{} by {}",
        name,
        next.running() ? "runs" : "is stopped",
        next.label().isEmpty() ? "" : ", label \"" + next.label() + "\"",
        next.by());
    return next;
  }
}
