package dev.catenary.grants.table;

import dev.catenary.grants.guard.SourceNetwork;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which utility has which account, region, bucket and role. */
public final class UtilityTable {
  static final List<String> COLUMNS =
      List.of("utility", "account", "region", "bucket", "prefix", "role", "endpoint", "network");

  private static final Pattern ACCOUNT = Pattern.compile("|[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");
  private static final Pattern BUCKET =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]|\\.(?=[a-z0-9])){1,61}[a-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("|[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
  private static final Pattern ROLE =
      Pattern.compile("|arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+");
  private static final Pattern ENDPOINT =
      Pattern.compile("|(dualstack|fips)(\\+(dualstack|fips))?|https?://[A-Za-z0-9.:\\[\\]-]+");

  private final Map<String, Utility> byName = new HashMap<>();

  private UtilityTable() {}

  /** Reads a table. */
  public static UtilityTable read(String name, String text) throws TableException {
    TableLines lines = new TableLines(name, text, COLUMNS);
    UtilityTable table = new UtilityTable();
    for (TableLines.Row row : lines.rows()) {
      Utility utility = utility(lines, row);
      if (table.byName.put(utility.name(), utility) != null) {
        lines.fault(row.line(), utility.name() + " again", "each utility once", "remove a line");
      }
    }
    lines.refuseFaults();
    return table;
  }

  private static Utility utility(TableLines lines, TableLines.Row row) {
    String account = row.text("account", ACCOUNT, "twelve digits, or a dash");
    String role = row.text("role", ROLE, "the ARN of a role, or a dash");
    if (!role.isEmpty() && !role.contains("::" + account + ":")) {
      lines.fault(
          row.line(),
          "role " + role + " beside account " + account,
          "a role of that account",
          "correct one of them");
    }
    String endpoint =
        row.text("endpoint", ENDPOINT, "http(s)://host, dualstack, fips, or a dash for AWS");
    boolean named = endpoint.startsWith("http");
    if (!named && role.isEmpty()) {
      lines.fault(
          row.line(), "no role at AWS", "a role to assume", "name the role, or an endpoint");
    }
    return new Utility(
        row.name("utility"),
        account,
        row.text("region", REGION, "a region as ap-southeast-2"),
        row.text("bucket", BUCKET, "a bucket's name"),
        row.text("prefix", PREFIX, "a prefix without slashes at its ends, or a dash"),
        role,
        named ? URI.create(endpoint) : null,
        !named && endpoint.contains("dualstack"),
        !named && endpoint.contains("fips"),
        network(lines, row));
  }

  private static @Nullable SourceNetwork network(TableLines lines, TableLines.Row row) {
    String text = row.text("network");
    if (text.isEmpty()) {
      return null;
    }
    Optional<SourceNetwork> network = SourceNetwork.parse(text);
    if (network.isEmpty()) {
      lines.fault(
          row.line(), "network '" + text + "'", "10.0.0.0/8 or 2001:db8::/32", "correct it");
    }
    return network.orElse(null);
  }

  public Optional<Utility> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
