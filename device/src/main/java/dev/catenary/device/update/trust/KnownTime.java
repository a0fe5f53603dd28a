package dev.catenary.device.update.trust;

import dev.catenary.device.update.trust.attack.SignedInFutureException;
import dev.catenary.device.update.trust.format.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time that expiries are held against: the newest of a trusted clock and of the times at which
 * trusted metadata says it was signed. Only the latter are kept, so a clock far ahead does no
 * lasting harm, and a clock that fell to 1970 does not make old metadata new.
 */
final class KnownTime {
  /** Time by which the machine that signs may be ahead of a vehicle's trusted clock. */
  private static final Duration AHEAD_MAX = Duration.ofDays(1);

  private final Optional<Instant> clock;
  private Instant rootSigned;
  private Instant signed;

  /**
   * Begins an update; its clock stands still.
   *
   * @param clock host or GNSS time, where it is trusted
   */
  KnownTime(Optional<Instant> clock, SeenTimes seen) {
    this.clock = clock;
    this.rootSigned = seen.rootSigned();
    this.signed = seen.signed();
  }

  Instant now() {
    return clock.filter(instant -> instant.isAfter(signed)).orElse(signed);
  }

  /** Times to keep for the next update. */
  SeenTimes seen() {
    return new SeenTimes(rootSigned, signed);
  }

  /**
   * Refuses metadata that claims to come from the future.
   *
   * @param rootExpires nothing is signed later than its own root expires
   */
  void check(String role, Header header, Instant rootExpires) throws SignedInFutureException {
    if (header.signed().isEmpty()) {
      return;
    }
    Instant at = header.signed().get();
    Instant latest = header.expires().isBefore(rootExpires) ? header.expires() : rootExpires;
    Instant ahead = clock.map(instant -> instant.plus(AHEAD_MAX)).orElse(latest);
    latest = ahead.isBefore(latest) ? ahead : latest;
    if (at.isAfter(latest)) {
      throw new SignedInFutureException(role, at, latest);
    }
  }

  void saw(Header trusted) {
    signed = newest(signed, trusted);
  }

  void sawRoot(Header trusted) {
    rootSigned = newest(rootSigned, trusted);
    saw(trusted);
  }

  /** The keys that may have lied about the time are gone: their word is, too. */
  void forgetAllButRoots() {
    signed = rootSigned;
  }

  private static Instant newest(Instant known, Header trusted) {
    return trusted.signed().filter(at -> at.isAfter(known)).orElse(known);
  }
}
