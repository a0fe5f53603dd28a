package dev.catenary.device.update.trust.attack;

/** A rollback of software: a release counter below the one that this vehicle has reached. */
public final class CounterFellException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String target;
  private final long counterFound;
  private final long counterReached;

  public CounterFellException(String target, long counterFound, long counterReached) {
    super(
        target,
        "release counter " + counterFound,
        counterReached + " or more",
        "recall the release: its bytes under a new counter");
    this.target = target;
    this.counterFound = counterFound;
    this.counterReached = counterReached;
  }

  public String target() {
    return target;
  }

  public long counterFound() {
    return counterFound;
  }

  public long counterReached() {
    return counterReached;
  }
}
