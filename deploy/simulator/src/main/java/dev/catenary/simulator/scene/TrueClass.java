package dev.catenary.simulator.scene;

/**
 * True class of a simulated point.
 *
 * <p>Source of the LAS codes: ASPRS LAS 1.4 R15, table 17. A road is ground there: nobody fells a
 * tree over the difference. LAS has no class for fences and vehicles: they are 1, unclassified.
 */
public enum TrueClass {
  GROUND(2),
  ROAD(2),
  VEGETATION(5),
  BUILDING(6),
  CONDUCTOR(14),
  POLE(15),
  TOWER(15),
  FENCE(1),
  VEHICLE(1),
  WATER(9);

  private final int lasCode;

  TrueClass(int lasCode) {
    this.lasCode = lasCode;
  }

  public int lasCode() {
    return lasCode;
  }
}
