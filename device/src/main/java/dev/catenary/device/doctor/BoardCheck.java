package dev.catenary.device.doctor;

import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.BoardSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Check of the board: the pins and the pulse that the configuration asks for. It takes no pin: a
 * supply that is on stays on.
 */
public final class BoardCheck implements Check {
  private static final String PINS = "pins of the board";
  private static final String PULSE = "pulse per second";

  private final BoardSettings settings;
  private final Path model;
  private final Path devices;
  private final Path ppsDevices;

  /** On this computer. */
  public BoardCheck(BoardSettings settings) {
    this(settings, Path.of("/proc/device-tree/model"), Path.of("/dev"), Path.of("/sys/class/pps"));
  }

  /**
   * @param model the device tree's file that names the computer
   * @param devices where the GPIO chips are
   * @param ppsDevices the kernel's folder of PPS devices
   */
  BoardCheck(BoardSettings settings, Path model, Path devices, Path ppsDevices) {
    this.settings = settings;
    this.model = model;
    this.devices = devices;
    this.ppsDevices = ppsDevices;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    if (settings.wantsPins()) {
      all.add(pins());
    }
    if (settings.pps() == BoardSettings.Pps.KERNEL) {
      all.add(pulse());
    }
    return all;
  }

  private Diagnosis pins() throws IOException {
    BoardFile file = BoardFile.chosen(settings.computer(), model);
    String expected = "a computer whose header is known: " + BoardFile.NAMES;
    if (!file.hasPins()) {
      return Diagnosis.bad(
          PINS, "none", expected, "Name it by board.computer, or remove the pins under board:.");
    }
    List<Path> chips = chips();
    if (chips.isEmpty()) {
      return Diagnosis.bad(
          PINS,
          file.name() + " without /dev/gpiochip*",
          "the kernel's GPIO chips",
          "Look whether board.computer is right, and into dmesg for the chip's driver.");
    }
    return chips.stream().anyMatch(Files::isWritable)
        ? Diagnosis.good(PINS, file.name() + " with " + chips.size() + " GPIO chips", expected)
        : Diagnosis.doubtful(
            PINS,
            file.name() + ", whose GPIO chips this user may not use",
            "read and write for the group dialout",
            "usermod -aG dialout USER; the package's udev rule gives the chips to that group.");
  }

  private List<Path> chips() throws IOException {
    List<Path> chips = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(devices, "gpiochip*")) {
      found.forEach(chips::add);
    }
    return chips;
  }

  private Diagnosis pulse() throws IOException {
    String name = settings.ppsDevice();
    String wanted = name == null ? "pps*" : name;
    String expected = ppsDevices + "/" + wanted + " that counts pulses";
    if (Files.isDirectory(ppsDevices)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(ppsDevices, wanted)) {
        for (Path device : found) {
          if (Files.isReadable(device.resolve("assert"))) {
            String text = Files.readString(device.resolve("assert")).strip();
            return text.endsWith("#0") || text.isEmpty()
                ? Diagnosis.doubtful(
                    PULSE,
                    device.getFileName() + " without a pulse yet",
                    expected,
                    "Wait for the receiver's fix; check its PPS line.")
                : Diagnosis.good(PULSE, device.getFileName() + ", last at " + text, expected);
          }
        }
      }
    }
    return Diagnosis.bad(
        PULSE,
        "no such device",
        expected,
        "Load pps-gpio by its overlay, or pps-ldisc on the serial line; or set board.pps.");
  }
}
