package dev.catenary.device.health;

import java.util.List;

/**
 * The computer at one moment, by what its kernel says.
 *
 * @param powerAlarms what the board's supply complains of; empty when it does not
 * @param clockSynchronised whether the kernel holds its clock for disciplined
 * @param clockErrorSecondsMax the kernel's own bound of the clock's error
 * @param freeBytes of the disk that holds the data
 * @param networks interfaces that are up and have an address, loopback left out
 */
public record HostReading(
    List<String> powerAlarms,
    boolean clockSynchronised,
    double clockErrorSecondsMax,
    long freeBytes,
    List<String> networks) {
  public HostReading {
    powerAlarms = List.copyOf(powerAlarms);
    networks = List.copyOf(networks);
  }
}
