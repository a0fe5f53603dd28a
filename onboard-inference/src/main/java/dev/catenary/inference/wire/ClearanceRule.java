package dev.catenary.inference.wire;

/**
 * One rule of a rule file: which lines and which part of a span it is for, how the wire may move,
 * and how near things may come to it then. All numbers come from the file.
 *
 * @param id its name in the file
 * @param jurisdiction whose rule it is; {@code any} is everyone's
 * @param riskArea the fire risk area; {@code any} is every one
 * @param kilovoltsFrom the lowest voltage it is for
 * @param kilovoltsBelow the voltage from which on it is not
 * @param insulation as {@code bare} or {@code covered}; {@code any} is every one
 * @param placeFrom nearest to a support, as a share of the span: 0 at it, 0.5 in the middle
 * @param placeTo farthest from a support
 * @param vegetationMetres distance from vegetation; 0 when the rule does not speak of it
 * @param buildingMetres distance from buildings; 0 likewise
 * @param groundMetres distance from the ground; 0 likewise
 * @param swingRad how far the wire swings to each side about the line through its supports
 * @param addedSagMetres how much lower than measured mid-span may hang
 * @param assumedSpanMetres length of a span of which an end was not seen
 */
public record ClearanceRule(
    String id,
    String jurisdiction,
    String riskArea,
    double kilovoltsFrom,
    double kilovoltsBelow,
    String insulation,
    double placeFrom,
    double placeTo,
    double vegetationMetres,
    double buildingMetres,
    double groundMetres,
    double swingRad,
    double addedSagMetres,
    double assumedSpanMetres) {
  /** Matches every value of a key. */
  public static final String ANY = "any";

  public ClearanceRule {
    if (!(kilovoltsFrom < kilovoltsBelow)
        || !(placeFrom >= 0 && placeFrom < placeTo && placeTo <= 0.5)
        || !(vegetationMetres >= 0 && buildingMetres >= 0 && groundMetres >= 0)
        || !(swingRad >= 0 && swingRad < Math.PI / 2)
        || !(addedSagMetres >= 0 && assumedSpanMetres > 0)) {
      throw new IllegalArgumentException(
          "rule "
              + id
              + ": expected voltages and places that rise, distances of at least 0, a swing below"
              + " 90 degrees and a span above 0");
    }
  }

  /** Known facts of the line that is surveyed. */
  public record Line(String jurisdiction, String riskArea, double kilovolts, String insulation) {}

  boolean isFor(Line line) {
    return matches(jurisdiction, line.jurisdiction())
        && matches(riskArea, line.riskArea())
        && matches(insulation, line.insulation())
        && line.kilovolts() >= kilovoltsFrom
        && line.kilovolts() < kilovoltsBelow;
  }

  private static boolean matches(String wanted, String found) {
    return wanted.equals(ANY) || wanted.equals(found);
  }
}
