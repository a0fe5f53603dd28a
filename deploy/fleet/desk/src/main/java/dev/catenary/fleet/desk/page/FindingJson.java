package dev.catenary.fleet.desk.page;

import dev.catenary.fleet.desk.store.FindingStore;
import dev.catenary.proto.message.FleetFinding;
import java.util.List;
import java.util.Locale;

/** Findings as GeoJSON (RFC 7946). Its longitudes are those of the finding's own datum, as told. */
public final class FindingJson {
  private FindingJson() {}

  /** A feature collection. */
  public static String collection(List<FleetFinding> findings) {
    StringBuilder text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < findings.size(); i++) {
      text.append(i == 0 ? "" : ",").append(feature(findings.get(i)));
    }
    return text.append("]}").toString();
  }

  /** One feature. */
  public static String feature(FleetFinding finding) {
    StringBuilder text = new StringBuilder("{\"type\":\"Feature\",\"id\":");
    text.append(string(finding.getFindingId()))
        .append(",\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
        .append(number(finding.getLongitudeDegrees(), 8))
        .append(',')
        .append(number(finding.getLatitudeDegrees(), 8))
        .append("]},\"properties\":{\"findingId\":")
        .append(string(finding.getFindingId()));
    put(text, "version", String.valueOf(finding.getVersion()));
    put(text, "owner", string(finding.getOwner()));
    put(text, "state", string(FindingStore.state(finding)));
    put(text, "rank", String.valueOf(finding.getRank()));
    put(text, "obstacleClass", String.valueOf(finding.getObstacleClass()));
    put(text, "rule", string(finding.getRule()));
    put(text, "rulesVersion", string(finding.getRulesVersion()));
    put(text, "distanceMetres", number(finding.getDistanceMetres(), 3));
    put(text, "loadedMetres", number(finding.getLoadedDistanceMetres(), 3));
    put(text, "requiredMetres", number(finding.getRequiredMetres(), 3));
    put(text, "errorMetres", number(finding.getErrorMetres(), 3));
    put(text, "vehicle", string(finding.getVehicle()));
    put(text, "mission", string(finding.getMission()));
    put(text, "missionLabel", string(finding.getMissionLabel()));
    put(text, "eventId", string(finding.getEventId()));
    put(text, "revision", String.valueOf(finding.getRevision()));
    put(text, "classifier", string(finding.getClassifier()));
    put(text, "softwareVersion", string(finding.getSoftwareVersion()));
    put(text, "zone", string(finding.getZone()));
    put(text, "datum", string(finding.getDatum()));
    put(text, "firstSeenMillis", String.valueOf(finding.getFirstSeenNanos() / 1_000_000));
    put(text, "lastSeenMillis", String.valueOf(finding.getLastSeenNanos() / 1_000_000));
    put(text, "observations", String.valueOf(finding.getObservations()));
    if (finding.hasGrowth()) {
      put(text, "growthMetresAYear", number(finding.getGrowth().getMetresAYear(), 4));
      put(text, "growthErrorMetresAYear", number(finding.getGrowth().getErrorMetresAYear(), 4));
      put(text, "monthsLeast", number(finding.getGrowth().getMonthsLeast(), 1));
      put(text, "monthsMost", number(finding.getGrowth().getMonthsMost(), 1));
    }
    return text.append("}}").toString();
  }

  private static void put(StringBuilder text, String name, String value) {
    text.append(",\"").append(name).append("\":").append(value);
  }

  private static String number(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : "null";
  }

  static String string(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
