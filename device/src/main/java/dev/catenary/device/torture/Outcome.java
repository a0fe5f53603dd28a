package dev.catenary.device.torture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What came of one row.
 *
 * @param row its name
 * @param did what was done to the machine
 * @param checked what was looked at afterwards
 * @param figures what was measured
 * @param broken promises that did not hold, each with where; empty when all did
 */
public record Outcome(
    String row, String did, String checked, List<String> figures, List<String> broken) {
  private static final int BROKEN_SHOWN = 10;

  public Outcome {
    figures = List.copyOf(figures);
    broken = List.copyOf(broken);
  }

  public boolean isKept() {
    return broken.isEmpty();
  }

  /** A few lines for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-8s %s%n", row, isKept() ? "kept" : "BROKEN"));
    text.append("  did      ").append(did).append('\n');
    text.append("  checked  ").append(checked).append('\n');
    figures.forEach(figure -> text.append("  figure   ").append(figure).append('\n'));
    broken.stream()
        .limit(BROKEN_SHOWN)
        .forEach(each -> text.append("  BROKEN   ").append(each).append('\n'));
    if (broken.size() > BROKEN_SHOWN) {
      text.append("  BROKEN   and ").append(broken.size() - BROKEN_SHOWN).append(" more\n");
    }
    return text.toString();
  }

  /** All rows of one run as JSON. */
  public static String json(String machine, List<Outcome> outcomes) {
    return outcomes.stream()
        .map(Outcome::json)
        .collect(
            Collectors.joining(
                ",\n    ", "{\"machine\": " + quoted(machine) + ", \"rows\": [\n    ", "]}\n"));
  }

  private String json() {
    return String.format(
        "{\"row\": %s, \"kept\": %s, \"did\": %s, \"checked\": %s, \"figures\": %s, \"broken\": %s}",
        quoted(row), isKept(), quoted(did), quoted(checked), list(figures), list(broken));
  }

  private static String list(List<String> texts) {
    return texts.stream().map(Outcome::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
