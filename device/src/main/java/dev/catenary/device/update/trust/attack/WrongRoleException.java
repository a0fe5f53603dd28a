package dev.catenary.device.update.trust.attack;

/** Metadata of one role served in the place of another. */
public final class WrongRoleException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;
  private final String typeFound;
  private final String typeExpected;

  public WrongRoleException(String role, String typeFound, String typeExpected) {
    super(
        role, "metadata of the type " + typeFound, typeExpected, "look at who serves this address");
    this.role = role;
    this.typeFound = typeFound;
    this.typeExpected = typeExpected;
  }

  public String role() {
    return role;
  }

  public String typeFound() {
    return typeFound;
  }

  public String typeExpected() {
    return typeExpected;
  }
}
