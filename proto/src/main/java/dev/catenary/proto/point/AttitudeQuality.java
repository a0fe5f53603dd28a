package dev.catenary.proto.point;

/**
 * Source of a pose's attitude; best first, so the worse of two is the larger. A degree of attitude
 * moves a point by 17 mm for each metre of range, however good the position is.
 */
public enum AttitudeQuality {
  /** Roll, pitch and heading were measured, by an INS or a receiver that says all three. */
  INS,
  /** Heading was measured by two antennas or a compass; roll and pitch are taken as level. */
  DUAL_ANTENNA,
  /** Heading is the course over ground; roll and pitch are taken as level. */
  COURSE,
  /** Heading is an earlier one or the configuration's; roll and pitch are taken as level. */
  ASSUMED_LEVEL,
  NONE;

  public static AttitudeQuality worse(AttitudeQuality a, AttitudeQuality b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
