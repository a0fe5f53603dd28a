package dev.catenary.inference.wire.clearance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a rule file: which lines and which part of a span it is for, how the wire may move,
 * and how near things may come to it then. All numbers come from the file.
 *
 * @param id its name in the file
 * @param lines which lines it is for, and when
 * @param placeFrom nearest to a support, as a share of the span: 0 at it, 0.5 in the middle
 * @param placeTo farthest from a support
 * @param side which obstacles it is for
 * @param vegetation distance from vegetation
 * @param building distance from buildings
 * @param ground distance from the ground
 * @param swingRad how far the wire swings to each side about the line through its supports
 * @param addedSagMetres how much lower than measured mid-span may hang
 * @param assumedSpanMetres length of a span of which an end was not seen, at least
 * @param growthMetresPerYear by how much vegetation comes nearer in a year; 0 is not known
 */
public record ClearanceRule(
    String id,
    Lines lines,
    double placeFrom,
    double placeTo,
    Side side,
    DistanceTable vegetation,
    DistanceTable building,
    DistanceTable ground,
    double swingRad,
    double addedSagMetres,
    double assumedSpanMetres,
    double growthMetresPerYear) {
  /** Matches every value of a key. */
  public static final String ANY = "any";

  /** Where an obstacle is, seen from the wire as it hangs. */
  public enum Side {
    ANY,
    /** Above the height of the wire's nearest place. */
    ABOVE,
    /** Not above it. */
    BELOW,
    /** Above it, and counted as if it were at the wire's height: no overhang, to the sky. */
    OVERHANG
  }

  /**
   * Lines a rule is for, and when it holds.
   *
   * @param jurisdiction whose rule it is; {@code any} is everyone's
   * @param riskArea the fire risk area; {@code any} is every one
   * @param kilovoltsFrom the lowest voltage it is for
   * @param kilovoltsBelow the voltage from which on it is not
   * @param insulation as {@code bare} or {@code covered}; {@code any} is every one
   * @param conductor kind of the conductor or the line, as {@code service-cable}; {@code any}
   *     likewise
   * @param validFrom first day it holds on; null for always before
   * @param validUntil last day it holds on; null for ever after
   */
  public record Lines(
      String jurisdiction,
      String riskArea,
      double kilovoltsFrom,
      double kilovoltsBelow,
      String insulation,
      String conductor,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil) {
    public Lines {
      if (!(kilovoltsFrom < kilovoltsBelow)
          || (validFrom != null && validUntil != null && validUntil.isBefore(validFrom))) {
        throw new IllegalArgumentException("expected voltages and days that rise");
      }
    }

    boolean isFor(Line line) {
      return matches(jurisdiction, line.jurisdiction())
          && matches(riskArea, line.riskArea())
          && matches(insulation, line.insulation())
          && matches(conductor, line.conductor())
          && line.kilovolts() >= kilovoltsFrom
          && line.kilovolts() < kilovoltsBelow;
    }

    boolean holdsOn(LocalDate day) {
      return (validFrom == null || !day.isBefore(validFrom))
          && (validUntil == null || !day.isAfter(validUntil));
    }

    private static boolean matches(String wanted, String found) {
      return wanted.equals(ANY) || wanted.equals(found);
    }
  }

  public ClearanceRule {
    if (!(placeFrom >= 0 && placeFrom < placeTo && placeTo <= 0.5)
        || !(swingRad >= 0 && swingRad < Math.PI / 2)
        || !(addedSagMetres >= 0 && assumedSpanMetres > 0 && growthMetresPerYear >= 0)) {
      throw new IllegalArgumentException(
          "rule "
              + id
              + ": expected places that rise, a swing below 90 degrees, a span above 0, and an added"
              + " sag and a growth of at least 0");
    }
  }

  /** A rule with the same distances for all spans, for obstacles on all sides. */
  public ClearanceRule(
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
    this(
        id,
        new Lines(
            jurisdiction, riskArea, kilovoltsFrom, kilovoltsBelow, insulation, ANY, null, null),
        placeFrom,
        placeTo,
        Side.ANY,
        DistanceTable.of(vegetationMetres),
        DistanceTable.of(buildingMetres),
        DistanceTable.of(groundMetres),
        swingRad,
        addedSagMetres,
        assumedSpanMetres,
        0);
  }

  /** Known facts of the line that is surveyed. */
  public record Line(
      String jurisdiction, String riskArea, double kilovolts, String insulation, String conductor) {
    /** A line of which the kind of conductor is not said. */
    public Line(String jurisdiction, String riskArea, double kilovolts, String insulation) {
      this(jurisdiction, riskArea, kilovolts, insulation, "");
    }
  }
}
