package dev.catenary.capture.robosense;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * RoboSense models with rotating heads: what differs in packets of one form.
 *
 * <p>Sources: user manuals of RS-LiDAR-16 (4.3), RS-LiDAR-32 (4.1), RS-Helios (1.5) and RS-Bpearl
 * (3.2), chapters "MSOP", "DIFOP" and the tables of firing times, as the maker's rs_driver has
 * them.
 */
enum RobosenseModel {
  RS16("RS16", 16, 5.0, 55.50, 0.03825, 0, 1e-4),
  RS32("RS32", 32, 5.0, 55.52, 0.03997, 0, 1e-3),
  HELIOS("Helios", 32, 2.5, 55.56, 0.03498, 0, 1e-2),
  BPEARL("Bpearl", 32, 5.0, 55.52, 0.01473, 0.09427, 1e-2),
  BPEARL_4("Bpearl V4", 32, 2.5, 55.56, 0.01619, 0.09571, 1e-2);

  final String displayName;
  final int lasers;
  final double unitMillimetres;

  /** Time of one firing of all lasers. */
  final double firingMicros;

  /** Of the lens before the axis, and above the origin. */
  final double lensMetres;

  final double lensHeightMetres;

  /** Of the calibration's angles. */
  final double angleUnitDegrees;

  RobosenseModel(
      String displayName,
      int lasers,
      double unitMillimetres,
      double firingMicros,
      double lensMetres,
      double lensHeightMetres,
      double angleUnitDegrees) {
    this.displayName = displayName;
    this.lasers = lasers;
    this.unitMillimetres = unitMillimetres;
    this.firingMicros = firingMicros;
    this.lensMetres = lensMetres;
    this.lensHeightMetres = lensHeightMetres;
    this.angleUnitDegrees = angleUnitDegrees;
  }

  /** True of the models whose time stamp is seconds since 1970; others have a date. */
  boolean hasEpochTime() {
    return this == HELIOS || this == BPEARL_4;
  }

  /** When a laser fires, counted from the firing's start. */
  double laserMicros(int laser) {
    return switch (this) {
      case RS16 -> 2.80 * laser;
      case RS32 -> rs32Micros(laser);
      case HELIOS -> 1.73 * laser;
      case BPEARL -> bpearlMicros(laser);
      case BPEARL_4 -> 1.668 * laser;
    };
  }

  private static double rs32Micros(int laser) {
    int inHalf = laser % 16;
    double micros = 2.88 * inHalf + (laser < 16 ? 0 : 1.44);
    return inHalf == 15 ? micros + 1.44 : micros;
  }

  private static double bpearlMicros(int laser) {
    int inHalf = laser % 16;
    return 2.56 * inHalf + (inHalf < 8 ? 0 : 5.20) + (laser < 16 ? 0 : 1.28);
  }

  static @Nullable RobosenseModel named(String name) {
    for (RobosenseModel model : values()) {
      if (model != BPEARL_4 && model.displayName.equalsIgnoreCase(name)) {
        return model;
      }
    }
    return null;
  }

  /** Names as a configuration has them; the version of a Bpearl stands in its packets. */
  static List<String> names() {
    return Arrays.stream(values())
        .filter(model -> model != BPEARL_4)
        .map(model -> model.displayName.toLowerCase(Locale.ROOT))
        .toList();
  }
}
