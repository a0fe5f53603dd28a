package dev.catenary.grants.desk;

import dev.catenary.grants.guard.RateLimit;
import dev.catenary.grants.guard.SeenRequests;
import dev.catenary.grants.request.Answer;
import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.Evidence;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import dev.catenary.grants.sign.GrantSigner;
import dev.catenary.grants.sign.SessionKeys;
import dev.catenary.grants.table.Tables;
import dev.catenary.grants.table.Utility;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides who may send which request to S3. Any thread may ask.
 *
 * <p>The order of the checks is that of what they cost and tell. First comes how often one asks and
 * whether one may at all, before the request is read; then whether it is new, whose prefix it is,
 * who owned it, from where, and last what exactly.
 */
public final class GrantDesk {
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private final Tables tables;
  private final SessionKeys keys;
  private final GrantSigner signer = new GrantSigner();
  private final Duration life;
  private final RateLimit rate;
  private final SeenRequests seen;
  private final LongSupplier nanoClock;

  /**
   * Prepares.
   *
   * @param life of a grant
   * @param nanoClock for the rate; never steps
   */
  public GrantDesk(
      Tables tables,
      SessionKeys keys,
      Duration life,
      RateLimit rate,
      SeenRequests seen,
      LongSupplier nanoClock) {
    this.tables = tables;
    this.keys = keys;
    this.life = life;
    this.rate = rate;
    this.seen = seen;
    this.nanoClock = nanoClock;
  }

  /**
   * Lets a caller in, whatever it asks for.
   *
   * @param caller as proven by a certificate or a token
   */
  public void admit(Caller caller) throws RefusedException {
    checkRate(caller);
    checkStanding(caller, tables.current());
  }

  /**
   * Answers one request.
   *
   * @param caller that was admitted
   * @param source where the request came from
   */
  public Answer decide(Caller caller, GrantRequest request, Instant now, InetAddress source) {
    try {
      checkIsNew(caller, request, now);
      checkIsOwn(caller, request);
      Tables.Book book = tables.current();
      Utility utility = owner(request, book, now);
      checkScope(caller, request, utility);
      checkNetwork(utility, source);
      Evidence evidence = CaptureFacts.check(request);
      Map<String, String> headers = BoundHeaders.of(request, utility);
      return sign(request, headers, utility, evidence, now);
    } catch (RefusedException e) {
      return new Answer.Refusal(e.reason(), String.valueOf(e.getMessage()));
    }
  }

  private void checkRate(Caller caller) throws RefusedException {
    int wait = rate.waitSeconds(caller.identity(), nanoClock.getAsLong());
    if (wait > 0) {
      throw new RefusedException(
          Reason.TOO_MANY, "too many requests", "fewer", "ask again in " + wait + " s");
    }
  }

  private void checkIsNew(Caller caller, GrantRequest request, Instant now)
      throws RefusedException {
    if (!seen.isInTime(request.time(), now)) {
      throw new RefusedException(
          Reason.CLOCK,
          "a request of " + request.time(),
          "one of " + now + ", " + seen.window().toMinutes() + " min more or less",
          "set the clock, or date requests by the Date header of this answer");
    }
    if (!seen.isFirst(caller.identity(), request.id(), now)) {
      throw new RefusedException(
          Reason.REPLAYED,
          "request " + request.id() + " again",
          "an id of its own for each request",
          "none needed if it was sent again on purpose; else find out who did");
    }
  }

  private static void checkStanding(Caller caller, Tables.Book book) throws RefusedException {
    if (!(caller instanceof Caller.Vehicle vehicle)) {
      return;
    }
    var revoked = book.revoked().reason(vehicle.fingerprint());
    if (revoked.isPresent()) {
      throw new RefusedException(
          Reason.REVOKED,
          "a certificate that is revoked (" + revoked.get() + ")",
          "one that is not",
          "give the vehicle a new certificate");
    }
    if (!book.vehicles().knows(vehicle.name())) {
      throw new RefusedException(
          Reason.UNKNOWN_VEHICLE,
          "vehicle " + vehicle.name(),
          "one of the vehicles' table",
          "add a line for it");
    }
  }

  private static void checkIsOwn(Caller caller, GrantRequest request) throws RefusedException {
    if (caller instanceof Caller.Vehicle vehicle
        && !request.key().vehicle().equals(vehicle.name())) {
      throw new RefusedException(
          Reason.OTHER_VEHICLE,
          "vehicle " + vehicle.name() + " asking for " + request.key(),
          "a key of its own",
          "set the vehicle's name to that of its certificate");
    }
  }

  private static Utility owner(GrantRequest request, Tables.Book book, Instant now)
      throws RefusedException {
    if (request.capturedAt().isAfter(now.plus(AHEAD_MAX))) {
      throw new RefusedException(
          Reason.NO_OWNER,
          "capture at " + request.capturedAt(),
          "a time that has been",
          "set the vehicle's clock; its chunks are dated anew");
    }
    return book.vehicles()
        .utilityAt(request.key().vehicle(), request.capturedAt())
        .flatMap(book.utilities()::find)
        .orElseThrow(
            () ->
                new RefusedException(
                    Reason.NO_OWNER,
                    request.key().vehicle() + " working for nobody at " + request.capturedAt(),
                    "a utility that owns what it captured then",
                    "add a line for that time to the vehicles' table, or set the vehicle's clock"));
  }

  private static void checkScope(Caller caller, GrantRequest request, Utility utility)
      throws RefusedException {
    if (!(caller instanceof Caller.Person person)) {
      return;
    }
    if (!person.utility().equals(utility.name())) {
      throw new RefusedException(
          Reason.OTHER_UTILITY,
          "a person of " + Printable.of(person.utility()),
          "one of the utility that owns " + request.key(),
          "ask somebody there");
    }
    String scope = request.action().onlyReads() ? "catenary/read" : "catenary/upload";
    if (!person.scopes().contains(scope)) {
      throw new RefusedException(
          Reason.SCOPE, "scopes " + Printable.of("" + person.scopes()), scope, "ask for that");
    }
  }

  private static void checkNetwork(Utility utility, InetAddress source) throws RefusedException {
    if (utility.network() != null && !utility.network().contains(source)) {
      throw new RefusedException(
          Reason.NETWORK,
          "a request from " + source.getHostAddress(),
          "one from " + utility.network(),
          "ask from there");
    }
  }

  private Answer.Grant sign(
      GrantRequest request,
      Map<String, String> headers,
      Utility utility,
      Evidence evidence,
      Instant now)
      throws RefusedException {
    SessionKeys.Session session = keys.open(utility, request.key().vehicle(), now);
    Instant end = now.plus(life);
    Instant expires = session.until().isBefore(end) ? session.until() : end;
    if (!expires.isAfter(now)) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "a session that has ended", "a new one", "none needed, ask again");
    }
    GrantSigner.Signed signed =
        signer.sign(request, headers, utility, session, now, Duration.between(now, expires));
    return new Answer.Grant(
        request.action().method(),
        signed.url(),
        signed.headers(),
        expires,
        utility.name(),
        utility.bucket(),
        evidence);
  }
}
