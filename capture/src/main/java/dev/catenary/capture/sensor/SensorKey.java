package dev.catenary.capture.sensor;

import java.util.List;

/**
 * A configuration key of one kind of sensor: its name, form, default and meaning. The configuration
 * reads it, the reference page shows it, and the command line takes it, without knowing the sensor.
 *
 * @param fallback value where the key is left out; empty for none
 * @param choices the values of a {@link Form#CHOICE}, else empty
 * @param beside of a {@link Form#FILE}: names it has beside a recording, in the order of the
 *     search; {@code %s} stands for the recording's name without its ending
 * @param sentence what the key means
 */
public record SensorKey(
    String name,
    Form form,
    String fallback,
    List<String> choices,
    List<String> beside,
    String sentence) {
  /** The form of a value. */
  public enum Form {
    TEXT,
    /** A path, taken from the folder of the configuration file. */
    FILE,
    CHOICE
  }

  public SensorKey {
    choices = List.copyOf(choices);
    beside = List.copyOf(beside);
  }

  public static SensorKey text(String name, String sentence) {
    return new SensorKey(name, Form.TEXT, "", List.of(), List.of(), sentence);
  }

  /**
   * @param beside names of the file beside a recording
   */
  public static SensorKey file(String name, String sentence, String... beside) {
    return new SensorKey(name, Form.FILE, "", List.of(), List.of(beside), sentence);
  }

  /**
   * @param choices the first is the default
   */
  public static SensorKey choice(String name, List<String> choices, String sentence) {
    return new SensorKey(name, Form.CHOICE, choices.getFirst(), choices, List.of(), sentence);
  }
}
