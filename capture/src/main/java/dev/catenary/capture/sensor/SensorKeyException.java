package dev.catenary.capture.sensor;

/** A sensor's key whose value cannot be used; carries what a configuration says about it. */
public final class SensorKeyException extends Exception {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String found;
  private final String expected;
  private final String cure;

  public SensorKeyException(String key, String found, String expected, String cure) {
    super(key + ": found " + found + "; expected " + expected + ". " + cure);
    this.key = key;
    this.found = found;
    this.expected = expected;
    this.cure = cure;
  }

  public String key() {
    return key;
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
