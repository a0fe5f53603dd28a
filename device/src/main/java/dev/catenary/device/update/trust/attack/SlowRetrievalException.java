package dev.catenary.device.update.trust.attack;

/** A slow retrieval attack: bytes come, but so slowly that the update would never end. */
public final class SlowRetrievalException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final long bytesFound;
  private final long seconds;
  private final long bytesPerSecondMin;

  public SlowRetrievalException(
      String what, long bytesFound, long seconds, long bytesPerSecondMin) {
    super(
        what,
        bytesFound + " bytes in " + seconds + " s",
        "at least " + bytesPerSecondMin + " bytes/s",
        "look at the link, and at who serves this address");
    this.what = what;
    this.bytesFound = bytesFound;
    this.seconds = seconds;
    this.bytesPerSecondMin = bytesPerSecondMin;
  }

  public String what() {
    return what;
  }

  public long bytesFound() {
    return bytesFound;
  }

  public long seconds() {
    return seconds;
  }

  public long bytesPerSecondMin() {
    return bytesPerSecondMin;
  }
}
