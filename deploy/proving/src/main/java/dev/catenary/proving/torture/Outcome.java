package dev.catenary.proving.torture;

import dev.catenary.device.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Outcome of one row.
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
                ",\n    ",
                "{\"machine\": " + JsonText.of(machine) + ", \"rows\": [\n    ",
                "]}\n"));
  }

  private String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("row", row);
    members.put("kept", isKept());
    members.put("did", did);
    members.put("checked", checked);
    members.put("figures", figures);
    members.put("broken", broken);
    return JsonText.of(members);
  }
}
