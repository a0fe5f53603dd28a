package dev.catenary.proto.problem;

import java.util.Locale;

/**
 * Code at the end of a log line that programs wait for. The words before it may change; the code
 * stays. Pages list them: docs/service.md.
 */
public enum LogCode {
  /** All that the run before left in the raw journal is read. */
  JOURNAL_READ,
  /** The run before was cut off; the line says what it did not keep. */
  JOURNAL_CUT_OFF,
  /** The technician's page answers. */
  PAGE_OPEN;

  /** Form in a log line, as {@code [journal-read]}. */
  @Override
  public String toString() {
    return "[" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "]";
  }
}
