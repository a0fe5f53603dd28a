package dev.catenary.device.health;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.DirectoryIteratorException;
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
  public HostReading read() {
    KernelClock.State time = clock.read();
    return new HostReading(
        powerAlarms(),
        time.synchronised(),
        time.errorSecondsMax(),
        dataDirectory.toFile().getUsableSpace(),
        networks());
  }

  /** Voltage inputs whose lower limit is passed: on a Raspberry Pi, undervoltage. */
  private List<String> powerAlarms() {
    List<String> alarms = new ArrayList<>();
    for (Path monitor : list(sensors, "*")) {
      for (Path file : list(monitor, "in*_{lcrit_alarm,min_alarm}")) {
        if (read(file).equals("1")) {
          String name = read(monitor.resolve("name"));
          alarms.add(
              (name.isEmpty() ? monitor.toString() : name)
                  + " reports undervoltage ("
                  + file.getFileName()
                  + ")");
        }
      }
    }
    Collections.sort(alarms);
    return alarms;
  }

  /** Monitors that are present; one may be unplugged at any moment. */
  private static List<Path> list(Path folder, String names) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
        files.forEach(found::add);
      } catch (IOException | DirectoryIteratorException e) {
        Logger.debug("{} cannot be listed: {}", folder, e.getMessage());
      }
    }
    return found;
  }

  /** Content of a kernel file; empty where the monitor behind it does not answer. */
  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      Logger.debug("{} cannot be read: {}", file, e.getMessage());
      return "";
    }
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
