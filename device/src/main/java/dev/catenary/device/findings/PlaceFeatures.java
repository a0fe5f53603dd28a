package dev.catenary.device.findings;

import dev.catenary.device.export.EventFeatures;
import dev.catenary.device.export.MapFeature;
import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFeature.Place;
import dev.catenary.device.place.ViolationPlace;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes points for a map of places; their columns are in docs/clearance.md. */
public final class PlaceFeatures {
  private PlaceFeatures() {}

  /** Names and kinds of the attributes, where there is no place to ask. */
  static Map<String, Object> pattern() {
    var row =
        new ViolationPlace.Row(ZoneEvent.getDefaultInstance(), Finding.getDefaultInstance(), "");
    return of(new ViolationPlace("", row, List.of(row), 0, 0, "", "")).attributes();
  }

  public static MapFeature of(ViolationPlace place) {
    ZoneEvent event = place.worst().event();
    Finding worst = place.worst().finding();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("place", place.id());
    attributes.put("missing_m", place.worst().missingMetres());
    attributes.put("distance_m", worst.getDistanceMetres());
    attributes.put("loaded_distance_m", worst.getLoadedDistanceMetres());
    attributes.put("loaded_least_m", worst.getLoadedLeastMetres());
    attributes.put("loaded_most_m", worst.getLoadedMostMetres());
    attributes.put("end_unseen", worst.getEndUnseen());
    attributes.put("required_m", worst.getRequiredMetres());
    attributes.put("error_m", worst.getErrorMetres());
    attributes.put(
        "obstacles",
        place.classes().stream().map(EventFeatures::obstacle).collect(Collectors.joining(", ")));
    attributes.put("rules", String.join(", ", place.rules()));
    attributes.put("rules_version", worst.getRulesVersion());
    attributes.put("wires", (long) place.wires());
    attributes.put("rows", (long) place.rows().size());
    attributes.put("longitude", place.longitudeDegrees());
    attributes.put("latitude", place.latitudeDegrees());
    attributes.put("structure", place.structure());
    attributes.put("span_name", place.spanName());
    attributes.put("seen", Instant.ofEpochSecond(0, event.getLastHostNanos()));
    attributes.put("pose_quality", event.getPoseQuality());
    attributes.put("attitude_quality", event.getAttitudeQuality());
    attributes.put("vehicle", event.getVehicle());
    attributes.put("mission", event.getMission());
    attributes.put("event_id", event.getEventId());
    attributes.put("chunk", place.worst().chunk());
    Place at =
        new Place(worst.getEastingMetres(), worst.getNorthingMetres(), worst.getHeightMetres());
    return new MapFeature(Layer.PLACES, event.getZone().getCrs(), List.of(at), attributes);
  }
}
