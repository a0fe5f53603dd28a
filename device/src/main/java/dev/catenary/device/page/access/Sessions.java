package dev.catenary.device.page.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The sessions there are. What is kept, here and on the disk, is a digest of each cookie, so that
 * neither a dump of the memory nor the file lets anybody in. Any thread; the disk is touched in
 * {@link #save} alone.
 */
public final class Sessions {
  private static final int SESSIONS_MAX = 32;
  private static final int SECRET_BYTES = 32;
  private static final String CSRF = "catenary csrf";

  private final Duration idleMax;
  private final Duration lifeMax;
  private final InstantSource clock;
  private final @Nullable SessionFile file;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new LinkedHashMap<>();
  private boolean changed;

  /**
   * @param idleMax a session that is not used for so long ends
   * @param lifeMax and each ends after this, or with its token
   */
  public Sessions(Duration idleMax, Duration lifeMax, InstantSource clock) {
    this(idleMax, lifeMax, clock, null);
  }

  /**
   * Takes up those that a run before has left.
   *
   * @param file where they are kept over a restart
   */
  public Sessions(
      Duration idleMax, Duration lifeMax, InstantSource clock, @Nullable SessionFile file) {
    this.idleMax = idleMax;
    this.lifeMax = lifeMax;
    this.clock = clock;
    this.file = file;
    if (file != null) {
      Instant now = clock.instant();
      for (Held one : file.read()) {
        // A clock that was set back meanwhile makes nobody's idle time longer than it may be.
        Instant used = one.usedAt.isAfter(now) ? now : one.usedAt;
        if (held.size() < SESSIONS_MAX && !one.isOver(now, idleMax)) {
          held.put(one.digest, new Held(one.digest, one.subject, one.scopes, one.end, used));
        }
      }
    }
  }

  /** A new session and the secret that its cookie holds. */
  public synchronized Opened open(Grant grant) {
    Instant now = clock.instant();
    held.values().removeIf(each -> each.isOver(now, idleMax));
    if (held.size() >= SESSIONS_MAX) {
      held.remove(held.keySet().iterator().next());
    }
    long end = Math.min(now.plus(lifeMax).getEpochSecond(), grant.expires().getEpochSecond());
    String secret = secret();
    Held one = new Held(digest(secret), grant.subject(), grant.scopes(), end, now);
    held.put(one.digest, one);
    changed = true;
    return new Opened(one.session(secret), secret);
  }

  /** The session of a cookie's secret, used now; null when there is none any more. */
  public synchronized @Nullable Session find(String secret) {
    String key = digest(secret);
    Held one = held.get(key);
    if (one == null) {
      return null;
    }
    Instant now = clock.instant();
    changed = true;
    if (one.isOver(now, idleMax)) {
      held.remove(key);
      return null;
    }
    held.put(key, new Held(key, one.subject, one.scopes, one.end, now));
    return one.session(secret);
  }

  /** Tests whether a session still stands; does not count as use. */
  public synchronized boolean isOpen(Session session) {
    Held one = held.get(session.digest());
    return one != null && !one.isOver(clock.instant(), idleMax);
  }

  public synchronized void close(String secret) {
    changed |= held.remove(digest(secret)) != null;
  }

  /** Puts what has changed on the disk. A failure is logged: nobody is signed out by it. */
  public void save() {
    SessionFile to = file;
    if (to == null) {
      return;
    }
    synchronized (to) {
      List<Held> now;
      synchronized (this) {
        if (!changed) {
          return;
        }
        changed = false;
        now = List.copyOf(held.values());
      }
      try {
        to.write(now);
      } catch (IOException e) {
        Logger.warn("sessions are not kept over a restart: {}", e.getMessage());
      }
    }
  }

  /** Compares without telling by its time where two texts differ. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String digest(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Made of the cookie's secret, so that it need not be kept. */
  private static String csrf(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(CSRF.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A session that begins.
   *
   * @param secret for the cookie; kept nowhere
   */
  public record Opened(Session session, String secret) {}

  /**
   * Record of a session, as it is kept.
   *
   * @param digest of its cookie's secret
   * @param end Unix time in seconds
   */
  record Held(String digest, String subject, Set<Scope> scopes, long end, Instant usedAt) {
    boolean isOver(Instant now, Duration idleMax) {
      return now.getEpochSecond() >= end || now.isAfter(usedAt.plus(idleMax));
    }

    Session session(String secret) {
      return new Session(digest, subject, scopes, csrf(secret), end);
    }
  }
}
