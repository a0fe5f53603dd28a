package dev.catenary.device.update.trust.attack;

/** A vehicle's report that its own key has not signed, or that is for another vehicle. */
public final class ForgedReportException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String vehicle;

  public ForgedReportException(String vehicle, String found, String expected) {
    super(
        "the report of " + vehicle,
        found,
        expected,
        "compare the vehicle's key with the one it was built with");
    this.vehicle = vehicle;
  }

  public String vehicle() {
    return vehicle;
  }
}
