package dev.catenary.device.update.trust.attack;

/** Metadata or a report that is no strict JSON or lacks what its kind has. */
public final class MalformedMetadataException extends TrustException {
  private static final long serialVersionUID = 1;

  public MalformedMetadataException(String where, String found, String expected) {
    super(
        where, found, expected, "publish it again with a tool that keeps to the TUF specification");
  }
}
