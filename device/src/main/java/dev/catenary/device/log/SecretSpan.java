package dev.catenary.device.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Place of one secret in a text.
 *
 * @param start index of its first character; white space where it begins on its key's line
 * @param end index behind its last one
 * @param label of the value, the same in another version of the text; empty where it has none
 */
record SecretSpan(int start, int end, String label) {
  /** The text with a sign in the place of each secret. */
  static String replace(String text, List<SecretSpan> spans, String sign) {
    StringBuilder safe = new StringBuilder(text.length());
    int at = 0;
    for (SecretSpan span : spans) {
      safe.append(text, at, span.start);
      if (Character.isWhitespace(text.charAt(span.start))) {
        safe.append(' ');
      }
      safe.append(sign);
      at = span.end;
    }
    return safe.append(text, at, text.length()).toString();
  }

  /** The same secrets in order, those that touch each other as one. */
  static List<SecretSpan> merged(List<SecretSpan> spans) {
    List<SecretSpan> sorted = new ArrayList<>(spans);
    sorted.sort(
        Comparator.comparingInt(SecretSpan::start)
            .thenComparing(Comparator.comparingInt(SecretSpan::end).reversed()));
    List<SecretSpan> merged = new ArrayList<>();
    for (SecretSpan span : sorted) {
      SecretSpan last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && span.start < last.end) {
        merged.set(
            merged.size() - 1,
            new SecretSpan(last.start, Math.max(last.end, span.end), last.label));
      } else if (span.start < span.end) {
        merged.add(span);
      }
    }
    return merged;
  }
}
