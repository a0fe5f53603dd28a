package dev.catenary.inference.measure;

import dev.catenary.proto.point.ClassLabel;
import java.util.Locale;
import java.util.Optional;

/** A class of the score; what is none of the first four is the last, ground among it. */
public enum ScoredClass {
  CONDUCTOR(ClassLabel.CONDUCTOR),
  POLE(ClassLabel.TOWER),
  VEGETATION(ClassLabel.VEGETATION),
  BUILDING(ClassLabel.BUILDING),
  OTHER(ClassLabel.GROUND);

  private final byte code;

  ScoredClass(ClassLabel label) {
    this.code = label.lasCode();
  }

  /** ASPRS code by which a set of zones names it. */
  public byte code() {
    return code;
  }

  /** Class of a code of a set; empty for a point of which nothing is known. */
  static Optional<ScoredClass> ofCode(byte code) {
    for (ScoredClass each : values()) {
      if (each.code == code) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Class of a label that a classifier has set. */
  static ScoredClass ofLabel(byte lasCode) {
    return ofCode(lasCode).orElse(OTHER);
  }

  /** Its name for people. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
