package dev.catenary.device.mission;

import dev.catenary.proto.problem.Problem;
import java.util.regex.Pattern;

/**
 * The one rule for a mission's label, whoever gives it: command line, page or message broker. At
 * most 64 characters on one line, space around them left out; empty for none.
 */
public final class MissionLabel {
  private static final int CHARACTERS_MAX = 64;
  static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private MissionLabel() {}

  /**
   * The label as it is kept.
   *
   * @throws LabelRefused when it cannot be one
   */
  public static String of(String text) {
    String label = text.strip();
    if (label.length() > CHARACTERS_MAX) {
      throw refused("a label of " + label.length() + " characters", "shorten it");
    }
    if (CONTROL.matcher(label).find()) {
      throw refused("a label with control characters", "leave out tabs and line breaks");
    }
    return label;
  }

  private static LabelRefused refused(String found, String cure) {
    return new LabelRefused(
        new Problem(found, "at most " + CHARACTERS_MAX + " characters on one line", cure));
  }
}
