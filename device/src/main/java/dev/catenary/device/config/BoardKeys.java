package dev.catenary.device.config;

import dev.catenary.device.config.BoardSettings.Pps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of the board: what hangs on which pin of the header. */
final class BoardKeys {
  private static final int PINS = 40;
  private static final Pattern LIST = Pattern.compile("\\s*,\\s*|\\s+");

  private final ConfigSection section;
  private final Map<Integer, String> taken = new HashMap<>();
  private final Optional<BoardFile> computer;
  private final String name;

  private BoardKeys(ConfigSection section) {
    this.section = section;
    this.name =
        section.text(
            "computer",
            BoardSettings.AUTO,
            "Whose header it is: auto by the device tree, or one of "
                + String.join(", ", BoardFile.NAMES)
                + ".");
    this.computer = file();
  }

  /** Reads {@code board:}. */
  static BoardSettings read(ConfigSection section) {
    return new BoardKeys(section).settings();
  }

  private Optional<BoardFile> file() {
    if (name.equals(BoardSettings.AUTO)) {
      return Optional.empty();
    }
    try {
      Optional<BoardFile> file = BoardFile.named(name);
      if (file.isEmpty()) {
        section.problem(
            "computer",
            '"' + name + '"',
            "auto or one of " + String.join(", ", BoardFile.NAMES),
            "Correct the name.");
      }
      return file;
    } catch (IOException e) {
      throw new IllegalStateException("a board file of the software is wrong", e);
    }
  }

  private BoardSettings settings() {
    int light = pin("status-light", "Pin of the status light; 0 none.");
    int mission =
        pin("mission-switch", "Pin of the mission switch, closed to ground runs; 0 none.");
    int powerFail = pin("power-fail", "Pin that is low when the supply has failed; 0 none.");
    int holdUp =
        section.whole(
            "hold-up", 0, 0, 600_000, "ms", "The computer runs on so long then; 0 unknown.");
    List<Integer> supplies = supplies();
    int step =
        section.whole(
            "sensor-power-step", 3_000, 0, 60_000, "ms", "From one sensor's start to the next.");
    Pps pps =
        section.choice(
            "pps",
            Pps.class,
            Pps.NONE,
            "Pulse per second: kernel by its PPS device; gpio at pps-pin, less exact; none.");
    int ppsPin = pin("pps-pin", "Pin of the pulse (gpio).");
    String device = section.textOrNull("pps-device", "As pps0 (kernel); left out, the first.");
    if ((pps == Pps.GPIO) != (ppsPin != 0)) {
      section.problem(
          "pps-pin",
          ppsPin == 0 ? "no pin" : "a pin though pps is not gpio",
          "a pin with pps: gpio, none with another",
          ppsPin == 0 ? "Add \"pps-pin: PIN\"." : "Set \"pps: gpio\", or remove it.");
    }
    if (device != null && !device.matches("pps[0-9]{1,3}")) {
      section.problem("pps-device", '"' + device + '"', "pps0, pps1, ...", "ls /sys/class/pps");
    }
    section.refuseUnknown();
    return new BoardSettings(
        computer.isPresent() ? name : BoardSettings.AUTO,
        light,
        mission,
        powerFail,
        holdUp,
        supplies,
        step,
        pps,
        ppsPin,
        device);
  }

  private int pin(String key, String sentence) {
    int pin = section.whole(key, 0, 0, PINS, "", sentence);
    return pin == 0 ? 0 : checked(key, pin);
  }

  private List<Integer> supplies() {
    String text =
        section.text(
            "sensor-power",
            "",
            "Pins of the sensors' supplies in the order of their start, by commas; high is on.");
    List<Integer> pins = new ArrayList<>();
    LIST.splitAsStream(text.strip())
        .filter(each -> !each.isEmpty())
        .forEach(
            each -> {
              if (each.matches("[0-9]{1,2}")) {
                pins.add(checked("sensor-power", Integer.parseInt(each)));
              } else {
                section.problem(
                    "sensor-power", '"' + each + '"', "pins by commas, as 16, 18", "Correct it.");
              }
            });
    return pins;
  }

  private int checked(String key, int pin) {
    String other = taken.putIfAbsent(pin, key);
    if (other != null) {
      section.problem(
          key, "pin " + pin + ", which " + other + " has", "a pin of its own", "Name another.");
    }
    computer
        .filter(file -> !file.lines().containsKey(pin))
        .ifPresent(
            file ->
                section.problem(
                    key,
                    "pin " + pin,
                    file.hasPins() ? "one of " + file.pins() : "no pin: " + name + " has none",
                    "Correct it, or board.computer."));
    return pin;
  }
}
