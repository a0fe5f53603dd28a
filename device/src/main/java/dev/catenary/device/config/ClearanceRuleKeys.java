package dev.catenary.device.config;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRule.Side;
import dev.catenary.inference.wire.clearance.DistanceTable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of one rule in a file of clearance rules: docs/clearance.md lists them. */
final class ClearanceRuleKeys {
  private static final double METRES_MAX = 100;
  private static final double SPAN_MAX = 3_000;

  private ClearanceRuleKeys() {}

  static ClearanceRule rule(ConfigSection section) {
    String id = ClearanceRulesFile.required(section, "id", "Name of the rule in findings.");
    ClearanceRule.Lines lines = lines(section);
    ConfigSection place = section.section("place");
    double placeFrom =
        place.number("from", 0, 0, 0.5, "", "Nearest to a support, share of the span.");
    double placeTo =
        place.number("to", 0.5, 0, 0.5, "", "Farthest from a support; 0.5 the middle.");
    place.refuseUnknown();
    if (placeTo <= placeFrom) {
      section.problem("place", placeFrom + " to " + placeTo, "from less than to", "Correct it.");
      placeFrom = 0;
      placeTo = 0.5;
    }
    Side side = section.choice("side", Side.class, Side.ANY, "Obstacles it is for.");
    DistanceTable vegetation = distance(section, "vegetation", "Distance from vegetation.");
    DistanceTable building = distance(section, "building", "Distance from buildings.");
    DistanceTable ground = distance(section, "ground", "Distance from the ground.");
    if (vegetation.mostMetres() + building.mostMetres() + ground.mostMetres() == 0) {
      section.problem(
          "id",
          "no distance",
          "one of vegetation, building, ground",
          "Add \"vegetation: METRES\".");
    }
    return new ClearanceRule(
        id,
        lines,
        placeFrom,
        placeTo,
        side,
        vegetation,
        building,
        ground,
        Math.toRadians(section.number("swing", 0, 0, 89, "deg", "Swing to each side.")),
        section.number("added-sag", 0, 0, 50, "m", "How much lower mid-span may hang."),
        section.number("assumed-span", 100, 1, SPAN_MAX, "m", "Span when an end was not seen."),
        section.number("growth", 0, 0, 20, "m", "Growth of vegetation in a year."));
  }

  private static ClearanceRule.Lines lines(ConfigSection section) {
    double from = section.number("voltage-from", 0, 0, 2_000, "kV", "Lowest voltage it is for.");
    double below =
        section.number("voltage-below", 2_000, 0, 2_000, "kV", "It is for voltages below this.");
    if (below <= from) {
      section.problem("voltage-below", below + " kV", "more than voltage-from", "Correct it.");
      below = from + 1;
    }
    LocalDate validFrom = day(section, "valid-from", "First day the rule holds on.");
    LocalDate validUntil = day(section, "valid-until", "Last day the rule holds on.");
    if (validFrom != null && validUntil != null && validUntil.isBefore(validFrom)) {
      section.problem(
          "valid-until", validUntil.toString(), "a day after valid-from", "Correct it.");
      validUntil = validFrom;
    }
    return new ClearanceRule.Lines(
        section.text("jurisdiction", ClearanceRule.ANY, "Whose rule it is."),
        section.text("risk-area", ClearanceRule.ANY, "Fire risk area it is for."),
        from,
        below,
        section.text("insulation", ClearanceRule.ANY, "As bare or covered."),
        section.text("conductor", ClearanceRule.ANY, "Kind of conductor, as service-cable."),
        validFrom,
        validUntil);
  }

  private static @Nullable LocalDate day(ConfigSection section, String key, String sentence) {
    String text = section.textOrNull(key, sentence);
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      section.problem(key, "\"" + text + "\"", "a day as 2027-06-30", "Correct it.");
      return null;
    }
  }

  /** One distance, or one for each of several lengths of span. */
  private static DistanceTable distance(ConfigSection section, String key, String sentence) {
    String bySpan = key + "-by-span";
    double metres = section.number(key, 0, 0, METRES_MAX, "m", sentence);
    if (!section.has(bySpan)) {
      return DistanceTable.of(metres);
    }
    if (section.has(key)) {
      section.problem(bySpan, key + " too", "one of the two", "Leave one of them out.");
    }
    List<Double> spans = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (ConfigSection row : section.sections(bySpan)) {
      double span = row.number("span", 0, 0, SPAN_MAX, "m", "Length of the span.");
      double distance = row.number("metres", 0, 0, METRES_MAX, "m", sentence);
      row.refuseUnknown();
      if (!spans.isEmpty() && span <= spans.getLast()) {
        row.problem("span", span + " m", "more than in the row before", "Put the rows in order.");
        continue;
      }
      spans.add(span);
      distances.add(distance);
    }
    if (spans.isEmpty()) {
      section.problem(
          bySpan, "no row", "rows of span and metres", "Add \"- {span: .., metres: ..}\".");
      return DistanceTable.of(metres);
    }
    return new DistanceTable(spans, distances);
  }
}
