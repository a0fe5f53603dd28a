package dev.catenary.proto.text;

import java.io.IOException;
import java.io.Serial;

/** A text that is not read: found, expected, cure, and the line where that is known. */
public final class TextRefused extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final int line;
  private final String found;
  private final String expected;
  private final String cure;

  public TextRefused(int line, String found, String expected, String cure) {
    super(
        (line > 0 ? "line " + line + ": " : "")
            + "found "
            + found
            + "; expected "
            + expected
            + "; cure: "
            + cure);
    this.line = line;
    this.found = found;
    this.expected = expected;
    this.cure = cure;
  }

  /** From 1; 0 where it is not known. */
  public int line() {
    return line;
  }

  public String found() {
    return found;
  }

  public String expected() {
    return expected;
  }

  public String cure() {
    return cure;
  }
}
