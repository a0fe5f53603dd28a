package dev.catenary.deploy.page;

import dev.catenary.device.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Deque's axe-core in a page: every rule of WCAG 2.0 to 2.2 at A and AA it can decide, and its best
 * practices.
 */
final class Axe {
  private static final String RULES =
      JsonText.of(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));
  private static final String COLOURS =
      "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";
  private static final String RUN =
      """
      axe.run(document, {runOnly: %s, resultTypes: ['violations']}).then(result =>
        result.violations.map(v => v.id + ' (' + v.help + '): '
          + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | ')).join('\\n'))
      """;

  private final String script;

  Axe() throws IOException {
    try (InputStream stream = Axe.class.getResourceAsStream("/axe.min.js")) {
      script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Violations that axe finds on the page as it is now; empty when it finds none. */
  String violations(Tab tab) {
    return run(tab, RULES);
  }

  /** The same of the rules that a dark page can break when the light one does not. */
  String violationsOfColour(Tab tab) {
    return run(tab, COLOURS);
  }

  private String run(Tab tab, String rules) {
    if (!Boolean.TRUE.equals(tab.evaluate("Boolean(window.axe)"))) {
      tab.evaluate(script + ";0");
    }
    return String.valueOf(tab.evaluate(RUN.formatted(rules)));
  }
}
