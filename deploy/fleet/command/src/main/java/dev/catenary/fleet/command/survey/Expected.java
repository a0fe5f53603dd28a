package dev.catenary.fleet.command.survey;

import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.PassState;
import java.util.Locale;

/**
 * Row that a finding must have in the end, by the plan of the survey and by nothing of the job.
 *
 * @param zone slug of its zone, which has one finding
 */
public record Expected(
    String zone, PassState state, int rank, double loadedMetres, int observations) {
  /** The same columns of what was found. */
  static Expected of(FleetFinding finding) {
    return new Expected(
        finding.getZone(),
        finding.getState(),
        finding.getRank(),
        finding.getLoadedDistanceMetres(),
        finding.getObservations());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s %s rank %d %.3f m %d", zone, state, rank, loadedMetres, observations);
  }
}
