package dev.catenary.device.doctor;

import dev.catenary.capture.sensor.SensorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Configuration to start from, by what was heard: sensors, links and the source of positions. */
public final class StartConfiguration {
  private final List<String> sensors = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private boolean isIns;

  /** By the streams of a network and of serial devices. */
  public static String of(Map<NetworkScan.Place, HeardStream> network, List<SerialScan> serial) {
    StartConfiguration start = new StartConfiguration();
    network.forEach(
        (place, heard) ->
            start.add(heard, "{port: " + place.port() + ", source: \"" + place.sender() + "\"}"));
    for (SerialScan each : serial) {
      HeardStream heard = each.heard();
      if (heard != null) {
        start.add(heard, "{device: " + each.device() + ", baud: " + each.baud() + "}");
      }
    }
    return start.text();
  }

  private void add(HeardStream heard, String link) {
    SensorDescription sensor = heard.sensor();
    if (sensor != null) {
      sensors.add(
          "  - name: "
              + sensor.type()
              + "-"
              + (sensors.size() + 1)
              + "\n    type: "
              + sensor.type()
              + "\n    link: "
              + link
              + "\n");
    } else if (heard.hasPlaces()) {
      isIns |= heard.isIns();
      links.add("    - " + link + "\n");
    }
  }

  private String text() {
    if (sensors.isEmpty() && links.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("vehicle: name-of-the-vehicle\nmission: first\n");
    if (!sensors.isEmpty()) {
      text.append("sensors:\n");
      sensors.forEach(text::append);
    }
    if (!links.isEmpty()) {
      text.append("position:\n  source: ").append(isIns ? "ins" : "gnss").append("\n  links:\n");
      links.forEach(text::append);
    }
    return text.append("map:\n  crs: EPSG:7855   # the map frame of the survey\n").toString();
  }
}
