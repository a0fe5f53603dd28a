package dev.catenary.uplink.laz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Origin of a run's files: the sensors that measured, and the mission that they belong to.
 *
 * @param system what LAS calls the system identifier: maker and model, 32 characters at most
 * @param projectId the same for all files of one mission of one vehicle
 * @param fileSourceId 1 to 65,535, the same likewise; 0 where there is no mission
 * @param intensitySteps by index of the sensor, the number of steps of LAS's 16 bits that one step
 *     of its intensity is: 257 for 8 bits, 1 for 16; 1 for sensors that are not listed
 */
public record LazOrigin(
    String system, UUID projectId, int fileSourceId, List<Integer> intensitySteps) {
  /** Nothing is known: the software's name, no mission, intensities as they are. */
  public static final LazOrigin NONE = new LazOrigin("Catenary", new UUID(0, 0), 0, List.of());

  private static final int SYSTEM_LENGTH = 32;
  private static final int SHORT_MAX = 65_535;

  public LazOrigin {
    system = system.length() > SYSTEM_LENGTH ? system.substring(0, SYSTEM_LENGTH) : system;
    intensitySteps = List.copyOf(intensitySteps);
    if (fileSourceId < 0 || fileSourceId > SHORT_MAX) {
      throw new IllegalArgumentException(
          "found file source id " + fileSourceId + ", expected 0 to " + SHORT_MAX);
    }
  }

  /**
   * Origin of one mission's files. Project and file source id follow from the names alone, so that
   * a restart goes on with the same.
   *
   * @param models of the sensors, in their order; of several the header says {@code MULTIPLE}
   * @param intensityMax the largest intensity of each
   */
  public static LazOrigin of(
      String vehicle, String mission, List<String> models, List<Integer> intensityMax) {
    UUID project =
        UUID.nameUUIDFromBytes((vehicle + "/" + mission).getBytes(StandardCharsets.UTF_8));
    int source = Math.floorMod(project.hashCode(), SHORT_MAX) + 1;
    return new LazOrigin(
        models.size() == 1 ? models.getFirst() : "MULTIPLE",
        project,
        source,
        intensityMax.stream().map(max -> Math.max(1, SHORT_MAX / Math.max(1, max))).toList());
  }

  int intensitySteps(int sensor) {
    return sensor >= 0 && sensor < intensitySteps.size() ? intensitySteps.get(sensor) : 1;
  }
}
