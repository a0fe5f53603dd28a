package dev.catenary.device.export;

import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFeature.Place;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.Span;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.uplink.chunk.SpanMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes features of events: the zone's square, its wires, its findings. */
public final class EventFeatures {
  private static final double STEP_METRES = 2;

  private EventFeatures() {}

  public static List<MapFeature> of(ZoneEvent event) {
    List<MapFeature> features = new ArrayList<>();
    String crs = event.getZone().getCrs();
    features.add(new MapFeature(Layer.ZONES, crs, square(event), zoneAttributes(event)));
    for (Span span : event.getSpansList()) {
      features.add(new MapFeature(Layer.SPANS, crs, curve(span), spanAttributes(event, span)));
    }
    for (Finding finding : event.getFindingsList()) {
      List<Place> places =
          List.of(
              new Place(
                  finding.getEastingMetres(),
                  finding.getNorthingMetres(),
                  finding.getHeightMetres()),
              new Place(
                  finding.getWireEastingMetres(),
                  finding.getWireNorthingMetres(),
                  finding.getWireHeightMetres()));
      features.add(new MapFeature(Layer.FINDINGS, crs, places, findingAttributes(event, finding)));
    }
    return features;
  }

  /** Names and kinds of a layer's attributes, where there is no feature to ask. */
  public static Map<String, Object> pattern(Layer layer) {
    return switch (layer) {
      case ZONES -> zoneAttributes(ZoneEvent.getDefaultInstance());
      case SPANS -> spanAttributes(ZoneEvent.getDefaultInstance(), Span.getDefaultInstance());
      case FINDINGS ->
          findingAttributes(ZoneEvent.getDefaultInstance(), Finding.getDefaultInstance());
      case PLACES -> throw new IllegalArgumentException("places are no part of an event");
    };
  }

  /** Counter-clockwise, as RFC 7946 wants an outer ring. */
  private static List<Place> square(ZoneEvent event) {
    double side = event.getZone().getCellMetres();
    double east = event.getZone().getColumn() * side;
    double north = event.getZone().getRow() * side;
    double height = event.getExtent().getHeightMinMetres();
    return List.of(
        new Place(east, north, height),
        new Place(east + side, north, height),
        new Place(east + side, north + side, height),
        new Place(east, north + side, height),
        new Place(east, north, height));
  }

  private static List<Place> curve(Span message) {
    WireSpan span = SpanMessage.span(message);
    double length = span.toMetres() - span.fromMetres();
    int steps = Math.clamp((int) Math.ceil(length / STEP_METRES), 1, 5_000);
    List<Place> places = new ArrayList<>();
    for (int step = 0; step <= steps; step++) {
      double along = span.fromMetres() + length * step / steps;
      places.add(
          new Place(
              span.eastingMetres(along), span.northingMetres(along), span.heightMetres(along)));
    }
    return places;
  }

  private static Map<String, Object> zoneAttributes(ZoneEvent event) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("event_id", event.getEventId());
    attributes.put("rank", (long) event.getRank());
    attributes.put("severity", event.getSeverity());
    attributes.put("final", event.getFinal());
    attributes.put("revision", (long) event.getRevision());
    attributes.put("points", event.getPoints());
    attributes.put("vehicle", event.getVehicle());
    attributes.put("mission", event.getMission());
    attributes.put("classifier", event.getClassifier());
    attributes.put("rules_version", event.getRulesVersion());
    attributes.put("time_quality", event.getTimeQuality());
    attributes.put("pose_quality", event.getPoseQuality());
    attributes.put("attitude_quality", event.getAttitudeQuality());
    attributes.put("seen_from", time(event.getFirstHostNanos()));
    attributes.put("seen_to", time(event.getLastHostNanos()));
    return attributes;
  }

  private static Instant time(long hostNanos) {
    return Instant.ofEpochSecond(0, hostNanos);
  }

  private static Map<String, Object> spanAttributes(ZoneEvent event, Span span) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("event_id", event.getEventId());
    attributes.put("span", (long) span.getNumber());
    attributes.put("length_m", span.getToMetres() - span.getFromMetres());
    attributes.put("sag_m", span.getSagMetres());
    attributes.put("curvature_per_m", span.getPerMetre());
    attributes.put("from_support", span.getFromSeen());
    attributes.put("to_support", span.getToSeen());
    attributes.put("points", (long) span.getPoints());
    attributes.put("noise_m", span.getNoiseMetres());
    attributes.put("error_m", span.getErrorMetres());
    return attributes;
  }

  private static Map<String, Object> findingAttributes(ZoneEvent event, Finding finding) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("event_id", event.getEventId());
    attributes.put("span", (long) finding.getSpan());
    attributes.put("obstacle", obstacle(finding.getObstacleClass()));
    attributes.put("violation", finding.getViolation());
    attributes.put("distance_m", finding.getDistanceMetres());
    attributes.put("loaded_distance_m", finding.getLoadedDistanceMetres());
    attributes.put("required_m", finding.getRequiredMetres());
    attributes.put("error_m", finding.getErrorMetres());
    attributes.put("rule", finding.getRule());
    attributes.put("rules_version", finding.getRulesVersion());
    attributes.put("end_unseen", finding.getEndUnseen());
    attributes.put("span_m", finding.getSpanMetres());
    attributes.put("loaded_least_m", finding.getLoadedLeastMetres());
    attributes.put("loaded_most_m", finding.getLoadedMostMetres());
    attributes.put("months_to_violation", finding.getMonthsToViolation());
    return attributes;
  }

  /** Word for an ASPRS class of obstacles. */
  public static String obstacle(int asprsClass) {
    return switch (asprsClass) {
      case 5 -> "vegetation";
      case 6 -> "building";
      case 2 -> "ground";
      default -> "class " + asprsClass;
    };
  }
}
