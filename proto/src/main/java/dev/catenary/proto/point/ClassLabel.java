package dev.catenary.proto.point;

/**
 * The classes a point can have, with their ASPRS codes.
 *
 * <p>Source: ASPRS LAS 1.4 R15, table 17 "ASPRS Standard LAS Point Classes".
 */
public enum ClassLabel {
  UNCLASSIFIED(1),
  GROUND(2),
  VEGETATION(5),
  BUILDING(6),
  CONDUCTOR(14),
  TOWER(15);

  private final byte lasCode;

  ClassLabel(int lasCode) {
    this.lasCode = (byte) lasCode;
  }

  /** The class code written to a LAS point record. */
  public byte lasCode() {
    return lasCode;
  }
}
