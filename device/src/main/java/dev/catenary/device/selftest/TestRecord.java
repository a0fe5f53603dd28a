package dev.catenary.device.selftest;

import dev.catenary.device.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcome of a self-test.
 *
 * @param by who asked for it
 * @param steps in the order they were tested; it is passed when each of them is
 */
public record TestRecord(
    String vehicle,
    String software,
    Instant startedAt,
    Instant endedAt,
    String by,
    List<TestStep> steps) {
  static final int FORMAT = 1;

  public TestRecord {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a self-test that tested nothing has no record");
    }
  }

  public boolean passed() {
    return steps.stream().allMatch(TestStep::passed);
  }

  /** One JSON object. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("vehicle", vehicle);
    all.put("software", software);
    all.put("startedAt", startedAt);
    all.put("endedAt", endedAt);
    all.put("by", by);
    all.put("passed", passed());
    all.put("steps", steps.stream().map(TestRecord::fields).toList());
    return JsonText.of(all);
  }

  private static Map<String, Object> fields(TestStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", step.name());
    fields.put("passed", step.passed());
    fields.put("found", step.found());
    fields.put("expected", step.expected());
    fields.put("cure", step.cure());
    return fields;
  }
}
