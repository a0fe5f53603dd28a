package dev.catenary.inference.labelled;

import dev.catenary.proto.point.ClassLabel;

/** The classes of the score. */
public enum TrueClass {
  CONDUCTOR,
  POLE,
  VEGETATION,
  BUILDING,
  OTHER,
  /** The reference does not say; left out of every score. */
  UNKNOWN;

  /** From the ASPRS codes of the reference clouds; class 1 is a mixture there. */
  static TrueClass ofAsprs(int code) {
    return switch (code) {
      case 14 -> CONDUCTOR;
      case 15 -> POLE;
      case 3, 4, 5 -> VEGETATION;
      case 6 -> BUILDING;
      case 2, 9, 26 -> OTHER;
      default -> UNKNOWN;
    };
  }

  /** From a label of ours. */
  static TrueClass ofLabel(byte lasCode) {
    for (ClassLabel label : ClassLabel.values()) {
      if (label.lasCode() == lasCode) {
        return switch (label) {
          case CONDUCTOR -> CONDUCTOR;
          case TOWER -> POLE;
          case VEGETATION -> VEGETATION;
          case BUILDING -> BUILDING;
          case GROUND, UNCLASSIFIED -> OTHER;
        };
      }
    }
    throw new IllegalArgumentException("no label has the code " + lasCode);
  }
}
