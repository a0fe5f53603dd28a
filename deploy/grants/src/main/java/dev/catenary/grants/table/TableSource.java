package dev.catenary.grants.table;

import java.io.IOException;

/** Where the text of a table comes from. */
public interface TableSource {
  /** Its name in messages. */
  String name();

  /** The whole table as it is now. */
  String read() throws IOException;
}
