package dev.catenary.device.health;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tinylog.Logger;

/** Reads the computer's state from its kernel: clock, supply, disk, networks. */
public final class HostProbe {
  private static final Path SENSORS = Path.of("/sys/class/hwmon");

  private final Path dataDirectory;
  private final Path sensors;
  private final KernelClock clock = new KernelClock();

  public HostProbe(Path dataDirectory) {
    this(dataDirectory, SENSORS);
  }

  /**
   * @param sensors folder of the kernel's hardware monitors (sysfs ABI, hwmon)
   */
  HostProbe(Path dataDirectory, Path sensors) {
    this.dataDirectory = dataDirectory;
    this.sensors = sensors;
  }

  /** Reads all of it; what a board does not have is left out. */
  public HostReading read() throws IOException {
    KernelClock.State time = clock.read();
    return new HostReading(
        powerAlarms(),
        time.synchronised(),
        time.errorSecondsMax(),
        dataDirectory.toFile().getUsableSpace(),
        networks());
  }

  /** Voltage inputs whose lower limit is passed: on a Raspberry Pi, undervoltage. */
  private List<String> powerAlarms() throws IOException {
    List<String> alarms = new ArrayList<>();
    if (!Files.isDirectory(sensors)) {
      return alarms;
    }
    try (DirectoryStream<Path> monitors = Files.newDirectoryStream(sensors)) {
      for (Path monitor : monitors) {
        try (DirectoryStream<Path> files =
            Files.newDirectoryStream(monitor, "in*_{lcrit_alarm,min_alarm}")) {
          for (Path file : files) {
            if (Files.readString(file).strip().equals("1")) {
              alarms.add(name(monitor) + " reports undervoltage (" + file.getFileName() + ")");
            }
          }
        }
      }
    }
    Collections.sort(alarms);
    return alarms;
  }

  private static String name(Path monitor) throws IOException {
    Path name = monitor.resolve("name");
    return Files.exists(name) ? Files.readString(name).strip() : monitor.toString();
  }

  private static List<String> networks() {
    List<String> up = new ArrayList<>();
    try {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (network.isUp()
            && !network.isLoopback()
            && network.getInetAddresses().hasMoreElements()) {
          up.add(network.getName());
        }
      }
    } catch (SocketException e) {
      // None at all is up, not even loopback; or one was unplugged just now.
      Logger.debug("networks cannot be listed: {}", e.getMessage());
    }
    Collections.sort(up);
    return up;
  }
}
