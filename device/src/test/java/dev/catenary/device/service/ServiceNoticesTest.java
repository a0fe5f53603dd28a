package dev.catenary.device.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Notifications as the service manager receives them, on a real unix datagram socket
 * (sd_notify(3)).
 */
final class ServiceNoticesTest {
  private static final long PID = 4711;

  @TempDir private Path folder;

  @Test
  void aServicesLifeIsToldInOrder() throws IOException {
    Path path = folder.resolve("notify");
    try (ManagerSocket manager = new ManagerSocket(path);
        ServiceNotices notices = ServiceNotices.of(environment(path.toString()), PID)) {
      notices.ready("capturing");
      assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=capturing\n");
      notices.ready("capturing still");
      assertThat(manager.next()).as("ready is said once").isEmpty();
      notices.watchdog();
      assertThat(manager.next()).isEqualTo("WATCHDOG=1\n");
      notices.status("DEGRADED time:\nno PPS");
      assertThat(manager.next()).isEqualTo("STATUS=DEGRADED time: no PPS\n");
      notices.status("DEGRADED time: no PPS");
      assertThat(manager.next()).as("the same status is said once").isEmpty();
      notices.stopping("draining");
      assertThat(manager.next()).isEqualTo("STOPPING=1\nSTATUS=draining\n");
    }
  }

  @Test
  void aSocketInTheAbstractNamespaceIsReached() throws IOException {
    String name = "catenary-test-" + ProcessHandle.current().pid();
    try (ManagerSocket manager = new ManagerSocket("\0" + name);
        ServiceNotices notices = ServiceNotices.of(environment("@" + name), PID)) {
      notices.ready("capturing");
      assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=capturing\n");
    }
  }

  @Test
  void aManagerThatIsGoneStopsNothing() throws IOException {
    Path path = folder.resolve("notify");
    try (ServiceNotices notices = ServiceNotices.of(environment(path.toString()), PID)) {
      notices.ready("capturing");
      try (ManagerSocket manager = new ManagerSocket(path)) {
        notices.watchdog();
        assertThat(manager.next()).isEqualTo("WATCHDOG=1\n");
      }
      Files.delete(path);
      notices.watchdog();
    }
  }

  @Test
  void withoutAManagerNothingIsSaid() throws IOException {
    try (ServiceNotices notices = ServiceNotices.of(Map.of(), PID)) {
      notices.ready("capturing");
      assertThat(notices.isManaged()).isFalse();
      assertThat(notices.watchdogNanos()).isZero();
    }
  }

  @Test
  void aWatchdogOfAnotherProcessIsNotFed() throws IOException {
    var environment =
        Map.of(
            "NOTIFY_SOCKET", folder.resolve("n").toString(),
            "WATCHDOG_USEC", "30000000",
            "WATCHDOG_PID", "1");
    try (ServiceNotices notices = ServiceNotices.of(environment, PID)) {
      assertThat(notices.watchdogNanos()).isZero();
    }
  }

  @Test
  void anAddressThatIsNoSocketIsRefusedWithTheCure() {
    assertThatThrownBy(() -> ServiceNotices.of(environment("vsock:2:1234"), PID))
        .hasMessageContaining("found NOTIFY_SOCKET=vsock:2:1234")
        .hasMessageContaining("cure");
  }

  private static Map<String, String> environment(String address) {
    return Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "30000000");
  }
}
