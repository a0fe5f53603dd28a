package dev.catenary.device.update.trust.attack;

/** An endless data attack: more bytes than metadata allows, refused before the next is read. */
public final class EndlessDataException extends TrustException {
  private static final long serialVersionUID = 1;

  private final long bytesFound;
  private final long bytesMax;

  public EndlessDataException(String what, long bytesFound, long bytesMax) {
    super(
        what,
        "at least " + bytesFound + " bytes",
        "at most " + bytesMax,
        "look at who serves this address");
    this.bytesFound = bytesFound;
    this.bytesMax = bytesMax;
  }

  public long bytesFound() {
    return bytesFound;
  }

  public long bytesMax() {
    return bytesMax;
  }
}
