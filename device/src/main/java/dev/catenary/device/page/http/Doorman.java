package dev.catenary.device.page.http;

import dev.catenary.device.page.access.RateLimit;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.access.Session;
import dev.catenary.device.page.access.Sessions;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Access control of requests. Each request passes all of these in this order: how often its address
 * asks, whose name it calls us by, whose page it comes from, its session, its CSRF token, its
 * scope. None of it waits for anything.
 */
public final class Doorman {
  static final String CSRF_HEADER = "X-Catenary-Csrf";

  /**
   * A page that is looked at asks some five times a second; several may stand behind one address.
   */
  private static final double PER_SECOND = 50;

  private static final double BURST = 300;
  private static final double SIGN_INS_PER_SECOND = 0.1;
  private static final double SIGN_INS_BURST = 5;

  private final HostCheck hosts;
  private final Sessions sessions;
  private final boolean readOnlyWithoutSignIn;
  private final RateLimit all;
  private final RateLimit signIns;

  /**
   * @param names under which the vehicle is reached, beside its addresses
   */
  public Doorman(
      List<String> names,
      Sessions sessions,
      boolean readOnlyWithoutSignIn,
      LongSupplier nanoClock) {
    this.hosts = new HostCheck(names);
    this.sessions = sessions;
    this.readOnlyWithoutSignIn = readOnlyWithoutSignIn;
    this.all = new RateLimit(PER_SECOND, BURST, nanoClock);
    this.signIns = new RateLimit(SIGN_INS_PER_SECOND, SIGN_INS_BURST, nanoClock);
  }

  /** Checks that every request must pass, for a file as for an endpoint. */
  void greet(HttpHeaders headers, InetAddress from, InetAddress local) throws Refusal {
    int wait = all.take(from);
    if (wait > 0) {
      throw Refusal.tooOften(wait);
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() > 1) {
      throw new Refusal(400, "malformed", "more than one Host", "one", "Load the page anew.");
    }
    hosts.check(headers.get(HttpHeaderNames.HOST), local);
  }

  /** The session of a request to an endpoint; null where none is asked for. */
  @Nullable Session letIn(Route route, HttpHeaders headers, InetAddress from, boolean isSocket)
      throws Refusal {
    hosts.checkOrigin(
        headers.get(HttpHeaderNames.ORIGIN),
        headers.get("Sec-Fetch-Site"),
        String.valueOf(headers.get(HttpHeaderNames.HOST)),
        route.changes() || isSocket);
    String secret = SessionCookie.of(headers.get(HttpHeaderNames.COOKIE));
    Session session = secret == null ? null : sessions.find(secret);
    Scope needed = route.scope();
    if (needed == null) {
      openTo(route, from, headers, session);
      return session;
    }
    if (session == null) {
      if (readOnlyWithoutSignIn && needed == Scope.VIEW && !route.changes()) {
        return null;
      }
      throw new Refusal(
          401,
          "no-session",
          secret == null ? "no session" : "a session that is over",
          "one with scope " + needed.word(),
          "Sign in.");
    }
    if (route.changes()) {
      checkCsrf(headers, session);
    }
    if (!session.may(needed)) {
      throw new Refusal(
          403,
          "scope",
          "scopes " + session.scopes().stream().map(Scope::word).sorted().toList(),
          needed.word(),
          "Sign in with a token that grants " + needed.word() + ".");
    }
    return session;
  }

  private void openTo(Route route, InetAddress from, HttpHeaders headers, @Nullable Session session)
      throws Refusal {
    if (route.method().equals("POST")) {
      int wait = signIns.take(from);
      if (wait > 0) {
        throw Refusal.tooOften(wait);
      }
    } else if (route.changes() && session != null) {
      checkCsrf(headers, session);
    }
  }

  private static void checkCsrf(HttpHeaders headers, Session session) throws Refusal {
    String csrf = headers.get(CSRF_HEADER);
    if (csrf == null || !Sessions.same(csrf, session.csrfToken())) {
      throw new Refusal(
          403,
          "csrf",
          csrf == null ? "no " + CSRF_HEADER : "a " + CSRF_HEADER + " of another session",
          "that of GET session",
          "Load the page anew.");
    }
  }
}
