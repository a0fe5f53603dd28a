package dev.catenary.uplink.chunk;

import dev.catenary.proto.message.Extent;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import java.time.Instant;
import java.time.InstantSource;

/** Says in an event what a classified and ranked zone shows. */
public final class ZoneEventWriter {
  private static final double METRES_PER_MILLIMETRE = 0.001;

  private final ChunkOrigin origin;
  private final InstantSource clock;

  /**
   * @param clock the host's, for the time the event is made
   */
  public ZoneEventWriter(ChunkOrigin origin, InstantSource clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /**
   * Describes the zone.
   *
   * @param isFinal false while the zone still gathers points
   */
  public ZoneEvent describe(Zone zone, int revision, boolean isFinal) {
    Instant now = clock.instant();
    var event =
        ZoneEvent.newBuilder()
            .setFormatVersion(ZoneEventFile.FORMAT_VERSION)
            .setEventId(EventId.of(zone, origin.mission()))
            .setRevision(revision)
            .setFinal(isFinal)
            .setVehicle(origin.vehicle())
            .setMission(origin.mission())
            .setMissionLabel(zone.missionLabel)
            .setSoftwareVersion(origin.softwareVersion())
            .setZone(
                dev.catenary.proto.message.Zone.newBuilder()
                    .setCrs(zone.id.crs())
                    .setCellMetres(zone.id.cellMetres())
                    .setColumn(zone.id.column())
                    .setRow(zone.id.row())
                    .setWkt(origin.wkt())
                    .setWktWithHeight(origin.wktWithHeight()))
            .setExtent(extent(zone))
            .setPoints(zone.size)
            .setRank(zone.rank.ordinal())
            .setSeverity(zone.severity)
            .setClassifier(zone.classifier)
            .setRulesVersion(zone.rulesVersion)
            .setTimeQuality(zone.timeQuality.name())
            .setPoseQuality(zone.poseQuality.name())
            .setAttitudeQuality(zone.attitudeQuality.name())
            .setFirstHostNanos(zone.firstHostNanos)
            .setLastHostNanos(zone.lastHostNanos)
            .setMadeHostNanos(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    double half = zone.id.cellMetres() / 2.0;
    double[] middle =
        origin
            .geographic()
            .degrees(zone.id.originEastingMetres() + half, zone.id.originNorthingMetres() + half);
    if (middle.length > 0) {
      event
          .setDatum(origin.geographic().datum())
          .setLongitudeDegrees(middle[0])
          .setLatitudeDegrees(middle[1]);
    }
    zone.spans.forEach(span -> event.addSpans(SpanMessage.of(span)));
    zone.findings.forEach(finding -> event.addFindings(finding(finding)));
    return event.build();
  }

  private static Extent extent(Zone zone) {
    int xMin = Integer.MAX_VALUE;
    int xMax = Integer.MIN_VALUE;
    int yMin = Integer.MAX_VALUE;
    int yMax = Integer.MIN_VALUE;
    int zMin = Integer.MAX_VALUE;
    int zMax = Integer.MIN_VALUE;
    for (int i = 0; i < zone.size; i++) {
      xMin = Math.min(xMin, zone.xMillimetres[i]);
      xMax = Math.max(xMax, zone.xMillimetres[i]);
      yMin = Math.min(yMin, zone.yMillimetres[i]);
      yMax = Math.max(yMax, zone.yMillimetres[i]);
      zMin = Math.min(zMin, zone.zMillimetres[i]);
      zMax = Math.max(zMax, zone.zMillimetres[i]);
    }
    double east = zone.id.originEastingMetres();
    double north = zone.id.originNorthingMetres();
    return Extent.newBuilder()
        .setEastMinMetres(east + xMin * METRES_PER_MILLIMETRE)
        .setEastMaxMetres(east + xMax * METRES_PER_MILLIMETRE)
        .setNorthMinMetres(north + yMin * METRES_PER_MILLIMETRE)
        .setNorthMaxMetres(north + yMax * METRES_PER_MILLIMETRE)
        .setHeightMinMetres(zMin * METRES_PER_MILLIMETRE)
        .setHeightMaxMetres(zMax * METRES_PER_MILLIMETRE)
        .build();
  }

  private Finding finding(ClearanceFinding finding) {
    Finding.Builder message = Finding.newBuilder();
    double[] degrees =
        origin.geographic().degrees(finding.eastingMetres(), finding.northingMetres());
    if (degrees.length > 0) {
      message.setLongitudeDegrees(degrees[0]).setLatitudeDegrees(degrees[1]);
    }
    return message
        .setSpan(finding.span())
        .setObstacleClass(finding.obstacle().lasCode())
        .setEastingMetres(finding.eastingMetres())
        .setNorthingMetres(finding.northingMetres())
        .setHeightMetres(finding.heightMetres())
        .setWireEastingMetres(finding.wireEastingMetres())
        .setWireNorthingMetres(finding.wireNorthingMetres())
        .setWireHeightMetres(finding.wireHeightMetres())
        .setDistanceMetres(finding.distanceMetres())
        .setLoadedDistanceMetres(finding.loadedDistanceMetres())
        .setRequiredMetres(finding.requiredMetres())
        .setErrorMetres(finding.errorMetres())
        .setViolation(finding.isViolation())
        .setRule(finding.rule())
        .setRulesVersion(finding.rulesVersion())
        .setEndUnseen(finding.loading().endUnseen())
        .setSpanMetres(finding.loading().spanMetres())
        .setLoadedLeastMetres(finding.loading().leastMetres())
        .setLoadedMostMetres(finding.loading().mostMetres())
        .setMonthsToViolation(finding.monthsToViolation())
        .build();
  }
}
