package dev.catenary.device.update.trust.attack;

/** A vehicle's report that is older than one that came before. */
public final class ReplayedReportException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String vehicle;
  private final long numberFound;
  private final long numberReached;

  public ReplayedReportException(String vehicle, long numberFound, long numberReached) {
    super(
        "the report of " + vehicle,
        "number " + numberFound,
        "a number above " + numberReached,
        "look at who hands in old reports");
    this.vehicle = vehicle;
    this.numberFound = numberFound;
    this.numberReached = numberReached;
  }

  public String vehicle() {
    return vehicle;
  }

  public long numberFound() {
    return numberFound;
  }

  public long numberReached() {
    return numberReached;
  }
}
