package dev.catenary.fleet.stream.job;

import dev.catenary.fleet.stream.pass.Growth;
import dev.catenary.fleet.stream.pass.Observation;
import dev.catenary.fleet.stream.pass.Track;
import dev.catenary.proto.message.FindingGrowth;
import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.message.ZoneEvent;
import java.util.Locale;

/** Tracks as messages, but for their id, version and time of receipt. */
final class FindingMessages {
  private FindingMessages() {}

  static FleetFinding of(CellKey key, Track track) {
    Observation newest = track.newest();
    ZoneEvent event = newest.source().event();
    FleetFinding.Builder finding =
        FleetFinding.newBuilder()
            .setOwner(key.owner())
            .setDatum(key.datum())
            .setState(track.state())
            .setLongitudeDegrees(newest.place().longitudeDegrees())
            .setLatitudeDegrees(newest.place().latitudeDegrees())
            .setHeightMetres(newest.heightMetres())
            .setRank(newest.violation() ? 0 : 1)
            .setObstacleClass(newest.obstacleClass())
            .setRule(newest.rule())
            .setRulesVersion(event.getRulesVersion())
            .setDistanceMetres(newest.distanceMetres())
            .setLoadedDistanceMetres(newest.loadedMetres())
            .setRequiredMetres(newest.requiredMetres())
            .setErrorMetres(newest.errorMetres())
            .setVehicle(event.getVehicle())
            .setMission(event.getMission())
            .setMissionLabel(event.getMissionLabel())
            .setEventId(event.getEventId())
            .setRevision(event.getRevision())
            .setClassifier(event.getClassifier())
            .setSoftwareVersion(event.getSoftwareVersion())
            .setZone(slug(event.getZone()))
            .setFirstSeenNanos(track.first().source().lastNanos())
            .setLastSeenNanos(newest.source().lastNanos())
            .setLastPassNanos(track.lastPassNanos())
            .setObservations(track.observations());
    track.growth().ifPresent(growth -> finding.setGrowth(of(growth)));
    return finding.build();
  }

  private static FindingGrowth of(Growth growth) {
    return FindingGrowth.newBuilder()
        .setMetresAYear(growth.metresAYear())
        .setErrorMetresAYear(growth.errorMetresAYear())
        .setMonthsLeast(growth.monthsLeast())
        .setMonthsMost(growth.monthsMost())
        .build();
  }

  /** As vehicles name zones in files: {@code epsg32755-32m-21875-181250}. */
  private static String slug(Zone zone) {
    return zone.getCrs().toLowerCase(Locale.ROOT).replace(":", "")
        + "-"
        + zone.getCellMetres()
        + "m-"
        + zone.getColumn()
        + "-"
        + zone.getRow();
  }
}
