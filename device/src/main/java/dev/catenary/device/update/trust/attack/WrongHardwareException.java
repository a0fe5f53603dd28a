package dev.catenary.device.update.trust.attack;

/** Software for other hardware than this vehicle has. */
public final class WrongHardwareException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String target;
  private final String hardwareFound;
  private final String hardwareExpected;

  public WrongHardwareException(String target, String hardwareFound, String hardwareExpected) {
    super(
        target,
        "software for " + hardwareFound,
        "software for " + hardwareExpected,
        "direct a release that was built for it");
    this.target = target;
    this.hardwareFound = hardwareFound;
    this.hardwareExpected = hardwareExpected;
  }

  public String target() {
    return target;
  }

  public String hardwareFound() {
    return hardwareFound;
  }

  public String hardwareExpected() {
    return hardwareExpected;
  }
}
