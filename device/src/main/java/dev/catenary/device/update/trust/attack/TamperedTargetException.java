package dev.catenary.device.update.trust.attack;

/** A target whose bytes are not those that were signed. */
public final class TamperedTargetException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String target;

  public TamperedTargetException(String target, String found, String expected) {
    super(target, found, expected, "look at who serves this address; nothing of it was kept");
    this.target = target;
  }

  public String target() {
    return target;
  }
}
