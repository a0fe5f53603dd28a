package dev.catenary.device.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what people see: the log, the page, the bundle. Libraries put requests and
 * settings into their messages that we have not written.
 */
public final class Redaction {
  static final String REDACTED = "[redacted]";

  /** Sign of a secret in a text that comes back with its other parts changed. */
  public static final String SIGN = "***";

  /** The sign as a value of its own, which YAML would take for an alias. */
  private static final Pattern SIGN_AS_VALUE =
      Pattern.compile("(?<=[\\s\\[{,:])\\*\\*\\*(?=\\s|$|[,}\\]])");

  /** As long as the sign, and a value to YAML. */
  private static final String PLACE = "\"*\"";

  private Redaction() {}

  /** The text without what is secret. */
  public static String of(String text) {
    return SecretSpan.replace(text, SecretText.inText(text), REDACTED);
  }

  /** A configuration without what is secret, for those who only read it. */
  public static String ofConfiguration(String yaml) {
    return SecretSpan.replace(yaml, inYaml(yaml), REDACTED);
  }

  /** A configuration with {@link #SIGN} in the place of each secret, for those who change it. */
  public static String hidden(String yaml) {
    return SecretSpan.replace(yaml, inYaml(yaml), SIGN);
  }

  /** True for a dotted path of a configuration whose value is a secret. */
  public static boolean isSecret(String path) {
    return SecretNames.isSecretPath(path);
  }

  /**
   * A changed text with its secrets put back: where {@link #SIGN} stands as the value of a secret,
   * the one that the former text has under the same path. A sign without one stays.
   */
  public static String restored(String changed, String former) {
    // Of the same length, so that each place is the same in both.
    String readable = SIGN_AS_VALUE.matcher(changed).replaceAll(PLACE);
    boolean byPath = SecretYaml.in(readable).isPresent() && SecretYaml.in(former).isPresent();
    Map<String, String> values = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (SecretSpan span : inYaml(former)) {
      values.put(label(span, byPath, counts), former.substring(span.start(), span.end()));
    }
    counts.clear();
    StringBuilder whole = new StringBuilder(changed.length());
    int at = 0;
    for (SecretSpan span : inYaml(readable)) {
      String value = values.get(label(span, byPath, counts));
      if (value != null && changed.substring(span.start(), span.end()).equals(SIGN)) {
        whole.append(changed, at, span.start());
        if (Character.isWhitespace(value.charAt(0))) {
          whole.setLength(whole.length() - 1);
        }
        whole.append(value);
        at = span.end();
      }
    }
    return whole.append(changed, at, changed.length()).toString();
  }

  /** By path and count; in a text that is no YAML, by the key alone. */
  private static String label(SecretSpan span, boolean byPath, Map<String, Integer> counts) {
    String label = span.label();
    if (!byPath) {
      label = label.substring(label.lastIndexOf('.') + 1);
    }
    return label + "#" + counts.merge(label, 1, Integer::sum);
  }

  private static List<SecretSpan> inYaml(String yaml) {
    return SecretYaml.in(yaml).orElseGet(() -> SecretText.inBrokenYaml(yaml));
  }
}
