package dev.catenary.device.doctor;

import dev.catenary.device.health.HostReading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Check of the clock: names of chunks, certificates and sensors without PPS need the time. */
public final class ClockCheck implements Check {
  /** A clock before this has not been set since the board was made. */
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private final HostReading host;
  private final InstantSource clock;

  public ClockCheck(HostReading host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  @Override
  public List<Diagnosis> look() {
    Instant now = clock.instant();
    String expected = "a clock that is set and follows GNSS, PTP or NTP";
    if (now.isBefore(EARLIEST)) {
      return List.of(
          Diagnosis.bad(
              "clock", now.toString(), expected, "Set it, or wait for GNSS (chronyc makestep)."));
    }
    if (!host.clockSynchronised()) {
      return List.of(
          Diagnosis.doubtful(
              "clock",
              now + ", not synchronised",
              expected,
              "systemctl enable --now chrony (or systemd-timesyncd); see chronyc tracking."));
    }
    return List.of(Diagnosis.good("clock", now + ", synchronised", expected));
  }
}
