package dev.catenary.device.update.trust.attack;

/** A director's instruction that was made for another vehicle. */
public final class WrongVehicleException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String vehicleFound;
  private final String vehicleExpected;

  public WrongVehicleException(String vehicleFound, String vehicleExpected) {
    super(
        "the director",
        "an instruction for " + vehicleFound,
        "one for " + vehicleExpected,
        "direct this vehicle by its own name");
    this.vehicleFound = vehicleFound;
    this.vehicleExpected = vehicleExpected;
  }

  public String vehicleFound() {
    return vehicleFound;
  }

  public String vehicleExpected() {
    return vehicleExpected;
  }
}
