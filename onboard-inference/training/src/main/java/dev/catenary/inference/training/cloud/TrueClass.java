package dev.catenary.inference.training.cloud;

/** The five classes of the score, in the order of a model's outputs, and what is left out. */
public enum TrueClass {
  CONDUCTOR,
  POLE,
  VEGETATION,
  BUILDING,
  OTHER,
  /** The reference does not say; left out of training and of every score. */
  UNKNOWN;

  /** Number of classes that a model tells apart. */
  public static final int COUNT = UNKNOWN.ordinal();

  private static final TrueClass[] BY_INDEX = values();

  /**
   * From the codes of ASPRS LAS 1.4 R15, table 17. Class 1 is a mixture in all real surveys we
   * know, 7 and 18 are noise. 13 (guard wire) is a conductor to us; 16 (connector) and 15 belong to
   * the pole.
   */
  public static TrueClass ofAsprs(int code) {
    return switch (code) {
      case 13, 14 -> CONDUCTOR;
      case 15, 16 -> POLE;
      case 3, 4, 5 -> VEGETATION;
      case 6 -> BUILDING;
      case 2, 8, 9, 10, 11, 17, 20, 26 -> OTHER;
      default -> UNKNOWN;
    };
  }

  /** By position, as a byte holds it. */
  public static TrueClass at(int index) {
    return BY_INDEX[index];
  }
}
