package dev.catenary.device.update.trust.attack;

import java.io.IOException;

/** Refuses a part of an update: nothing of it is trusted, kept or installed. */
public abstract sealed class TrustException extends IOException
    permits CounterFellException,
        EndlessDataException,
        EndlessDelegationsException,
        EndlessRootsException,
        ForgedReportException,
        FreezeException,
        MalformedMetadataException,
        MixAndMatchException,
        RepeatedSignatureException,
        ReplayedReportException,
        RepositoriesDisagreeException,
        RollbackException,
        RootChainException,
        SignedInFutureException,
        SlowRetrievalException,
        TamperedTargetException,
        UnknownTargetException,
        UnsignedMetadataException,
        WrongHardwareException,
        WrongRoleException,
        WrongVehicleException {
  private static final long serialVersionUID = 1;

  private final String found;
  private final String expected;

  TrustException(Object what, Object found, Object expected, String cure) {
    super(
        Printable.of(what)
            + ": found "
            + Printable.of(found)
            + ", expected "
            + Printable.of(expected)
            + "; cure: "
            + cure);
    this.found = Printable.of(found);
    this.expected = Printable.of(expected);
  }

  /** Value found. */
  public final String found() {
    return found;
  }

  /** Value expected. */
  public final String expected() {
    return expected;
  }
}
