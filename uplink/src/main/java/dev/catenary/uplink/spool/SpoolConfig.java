package dev.catenary.uplink.spool;

import java.nio.file.Path;

/**
 * Where the spool is and how much of the disk it leaves alone.
 *
 * @param folder on a local disk; made when it is not there
 * @param reserveBytes free space that sealing a chunk must leave, for the raw journal and the
 *     system
 */
public record SpoolConfig(Path folder, long reserveBytes) {
  public SpoolConfig {
    if (reserveBytes < 0) {
      throw new IllegalArgumentException(
          "found spool reserve of "
              + reserveBytes
              + " bytes; expected 0 or more; cure: correct it in the configuration");
    }
  }
}
