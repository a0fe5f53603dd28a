package dev.catenary.grants.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Certificates that no longer count, though their authority's signature does. */
public final class RevokedTable {
  static final List<String> COLUMNS = List.of("sha256", "reason");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, String> reasons = new HashMap<>();

  private RevokedTable() {}

  /** Reads a table. */
  public static RevokedTable read(String name, String text) throws TableException {
    TableLines lines = new TableLines(name, text, COLUMNS);
    RevokedTable table = new RevokedTable();
    for (TableLines.Row row : lines.rows()) {
      table.reasons.put(
          row.text("sha256", SHA256, "64 lower-case hexadecimal digits"), row.text("reason"));
    }
    lines.refuseFaults();
    return table;
  }

  /** Why the certificate of this SHA-256 is revoked; empty when it is not. */
  public Optional<String> reason(String fingerprint) {
    return Optional.ofNullable(reasons.get(fingerprint));
  }
}
