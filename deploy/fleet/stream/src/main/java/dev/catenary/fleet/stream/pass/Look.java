package dev.catenary.fleet.stream.pass;

import dev.catenary.fleet.stream.frame.MapFrames;
import dev.catenary.proto.message.ZoneEvent;

/**
 * One event as a look at its zone: the newest revision of what a pass has shown there.
 *
 * @param event its message
 * @param frame of the event's map coordinates
 * @param firstNanos capture time of the zone's first datagram, corrected, Unix time
 * @param lastNanos of its last
 * @param receivedNanos when the bridge took it
 */
public record Look(
    ZoneEvent event, MapFrames.Frame frame, long firstNanos, long lastNanos, long receivedNanos) {
  /** Name of the pass: a survey by one vehicle. */
  String pass() {
    return event.getVehicle() + " " + event.getMission();
  }

  /** Final, with all its wires, and from a position that is good to decimetres. */
  boolean isGood() {
    if (!event.getFinal() || event.getShortened()) {
      return false;
    }
    boolean timed = !event.getTimeQuality().equals("NONE");
    return switch (event.getPoseQuality()) {
      case "RTK_FIXED", "POST_PROCESSED", "RTK_FLOAT" -> timed;
      default -> false;
    };
  }

  /** True where the zone's square holds a place of the map, or comes so near to it. */
  boolean covers(double[] mapMetres, double reachMetres) {
    int side = event.getZone().getCellMetres();
    double west = (double) event.getZone().getColumn() * side;
    double south = (double) event.getZone().getRow() * side;
    return mapMetres[0] >= west - reachMetres
        && mapMetres[0] < west + side + reachMetres
        && mapMetres[1] >= south - reachMetres
        && mapMetres[1] < south + side + reachMetres;
  }

  /** True where one of its wires comes this near to a place of the map, seen from above. */
  boolean sawWire(double[] mapMetres, double reachMetres) {
    return event.getSpansList().stream()
        .anyMatch(
            span -> {
              double east = mapMetres[0] - span.getAnchorEastingMetres();
              double north = mapMetres[1] - span.getAnchorNorthingMetres();
              double along = east * span.getHeadingEast() + north * span.getHeadingNorth();
              double held = Math.min(Math.max(along, span.getFromMetres()), span.getToMetres());
              return Math.hypot(
                      east - held * span.getHeadingEast(), north - held * span.getHeadingNorth())
                  <= reachMetres;
            });
  }
}
