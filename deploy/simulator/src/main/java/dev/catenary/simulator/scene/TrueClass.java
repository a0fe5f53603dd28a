package dev.catenary.simulator.scene;

/** What a simulated point truly is, with its ASPRS class code (LAS 1.4 R15, table 17). */
public enum TrueClass {
  NONE(0),
  GROUND(2),
  VEGETATION(5),
  BUILDING(6),
  CONDUCTOR(14),
  POLE(15);

  private final int lasCode;

  TrueClass(int lasCode) {
    this.lasCode = lasCode;
  }

  public int lasCode() {
    return lasCode;
  }
}
