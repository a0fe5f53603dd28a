package dev.catenary.grants.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a table of comma-separated columns under a line of their names. A dash stands for nothing;
 * empty lines and lines from {@code #} are left out. All faults are gathered, each with its line.
 */
final class TableLines {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final String table;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  TableLines(String table, String text, List<String> columns) {
    this.table = table;
    boolean headed = false;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String plain = line.strip();
      if (plain.isEmpty() || plain.startsWith("#")) {
        continue;
      }
      List<String> values = List.of(plain.split("\\s*,\\s*", -1));
      if (!headed) {
        headed = true;
        if (!values.equals(columns)) {
          fault(number, "columns " + values, columns.toString(), "correct the first line");
          return;
        }
      } else if (values.size() != columns.size()) {
        fault(
            number,
            values.size() + " columns",
            columns.size() + ": " + columns,
            "write a dash for what is empty");
      } else {
        rows.add(new Row(number, columns, values));
      }
    }
    if (!headed) {
      fault(1, "nothing", columns.toString(), "write the names of the columns in the first line");
    }
  }

  List<Row> rows() {
    return rows;
  }

  void fault(int line, String found, String expected, String cure) {
    faults.add(
        table + ":" + line + ": found " + found + "; expected " + expected + "; cure: " + cure);
  }

  /** Ends the reading. */
  void refuseFaults() throws TableException {
    if (!faults.isEmpty()) {
      throw new TableException(faults);
    }
  }

  /** One line. */
  final class Row {
    private final int line;
    private final List<String> columns;
    private final List<String> values;

    private Row(int line, List<String> columns, List<String> values) {
      this.line = line;
      this.columns = columns;
      this.values = values;
    }

    int line() {
      return line;
    }

    /** The column's text; empty for a dash. */
    String text(String column) {
      String value = values.get(columns.indexOf(column));
      return value.equals("-") ? "" : value;
    }

    /** A text of this form. */
    String text(String column, Pattern form, String expected) {
      String value = text(column);
      if (!form.matcher(value).matches()) {
        fault(line, column + " '" + value + "'", expected, "correct the column");
      }
      return value;
    }

    String name(String column) {
      return text(column, NAME, "letters, digits, '.', '_' and '-'");
    }
  }
}
