package dev.catenary.device.json;

/** A text that is no JSON, or more than is taken of it. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  private final String found;
  private final int character;

  JsonException(String found, int character) {
    super("found " + found + " at character " + (character + 1) + "; expected JSON (RFC 8259)");
    this.found = found;
    this.character = character;
  }

  /** Description of the fault, and its place. */
  public String found() {
    return found + " at character " + (character + 1);
  }
}
