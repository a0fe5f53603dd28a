package dev.catenary.device.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostProbeTest {
  @TempDir private Path folder;

  @Test
  void theKernelOfThisMachineAnswers() throws IOException {
    HostReading host = new HostProbe(folder).read();
    assertThat(host.freeBytes()).isPositive();
    // The kernel's bound grows to 16 s while nothing disciplines its clock, and no further.
    assertThat(host.clockErrorSecondsMax()).isBetween(0.0, 17.0);
  }

  @Test
  void anUndervoltageOfTheBoardIsAnAlarm() throws IOException {
    // As Linux' raspberrypi-hwmon driver shows it.
    Path monitor = Files.createDirectories(folder.resolve("hwmon/hwmon1"));
    Files.writeString(monitor.resolve("name"), "rpi_volt\n");
    Files.writeString(monitor.resolve("in0_lcrit_alarm"), "0\n");
    HostProbe probe = new HostProbe(folder, folder.resolve("hwmon"));
    assertThat(probe.read().powerAlarms()).isEmpty();
    Files.writeString(monitor.resolve("in0_lcrit_alarm"), "1\n");
    assertThat(probe.read().powerAlarms())
        .containsExactly("rpi_volt reports undervoltage (in0_lcrit_alarm)");
  }

  @Test
  void aMonitorThatDoesNotAnswerHidesNoOther() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("hwmon/hwmon0"));
    // Reading a folder fails as a chip does that has left the bus: with an I/O error.
    Files.createDirectories(broken.resolve("in0_min_alarm"));
    Path monitor = Files.createDirectories(folder.resolve("hwmon/hwmon1"));
    Files.writeString(monitor.resolve("name"), "rpi_volt\n");
    Files.writeString(monitor.resolve("in0_lcrit_alarm"), "1\n");
    assertThat(new HostProbe(folder, folder.resolve("hwmon")).read().powerAlarms())
        .containsExactly("rpi_volt reports undervoltage (in0_lcrit_alarm)");
  }
}
