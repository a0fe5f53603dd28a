package dev.catenary.grants.table;

import java.util.List;

/** A table that cannot be used: each fault with its file, line, what was found, and the cure. */
public final class TableException extends Exception {
  private static final long serialVersionUID = 1;

  public TableException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
