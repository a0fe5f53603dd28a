package dev.catenary.grants.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as vehicles make them: {@code <vehicle>/<mission>/<folder>/<name>}, letters, digits, dots,
 * dashes and underscores, so that no key can climb out of its vehicle's prefix by any reading.
 */
public record ObjectKey(String vehicle, String mission, String folder, String name) {
  private static final String WORD = "([A-Za-z0-9][A-Za-z0-9._-]{0,255})";
  private static final Pattern KEY = Pattern.compile(String.join("/", WORD, WORD, WORD, WORD));

  /** Reads a key as it was sent. */
  public static ObjectKey parse(String text) throws RefusedException {
    Matcher key = KEY.matcher(text);
    if (!key.matches() || text.contains("..")) {
      throw new RefusedException(
          Reason.REQUEST,
          "key '" + Printable.of(text) + "'",
          "vehicle/mission/folder/name of letters, digits, '.', '_' and '-'",
          "ask for a key that this vehicle's software makes");
    }
    return new ObjectKey(key.group(1), key.group(2), key.group(3), key.group(4));
  }

  @Override
  public String toString() {
    return vehicle + "/" + mission + "/" + folder + "/" + name;
  }
}
