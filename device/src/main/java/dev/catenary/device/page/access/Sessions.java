package dev.catenary.device.page.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions there are, in memory alone: a restart ends them all. What is kept is a digest of
 * each cookie, so that a dump of the memory lets nobody in. Any thread.
 */
public final class Sessions {
  private static final int SESSIONS_MAX = 32;
  private static final int SECRET_BYTES = 32;

  private final Duration idleMax;
  private final Duration lifeMax;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new LinkedHashMap<>();

  /**
   * @param idleMax a session that is not used for so long ends
   * @param lifeMax and each ends after this, or with its token
   */
  public Sessions(Duration idleMax, Duration lifeMax, InstantSource clock) {
    this.idleMax = idleMax;
    this.lifeMax = lifeMax;
    this.clock = clock;
  }

  /** A new session and the secret that its cookie holds. */
  public synchronized Opened open(Grant grant) {
    Instant now = clock.instant();
    held.values().removeIf(each -> each.isOver(now, idleMax));
    if (held.size() >= SESSIONS_MAX) {
      held.remove(held.keySet().iterator().next());
    }
    Instant end = now.plus(lifeMax);
    Session session =
        new Session(
            grant.subject(),
            grant.scopes(),
            secret(),
            Math.min(end.getEpochSecond(), grant.expires().getEpochSecond()));
    String secret = secret();
    held.put(digest(secret), new Held(session, now));
    return new Opened(session, secret);
  }

  /** The session of a cookie's secret, used now; null when there is none any more. */
  public synchronized @Nullable Session find(String secret) {
    String key = digest(secret);
    Held one = held.get(key);
    if (one == null) {
      return null;
    }
    Instant now = clock.instant();
    if (one.isOver(now, idleMax)) {
      held.remove(key);
      return null;
    }
    held.put(key, new Held(one.session, now));
    return one.session;
  }

  /** Tests whether a session still stands; does not count as use. */
  public synchronized boolean isOpen(Session session) {
    Instant now = clock.instant();
    return held.values().stream()
        .anyMatch(one -> one.session.equals(session) && !one.isOver(now, idleMax));
  }

  public synchronized void close(String secret) {
    held.remove(digest(secret));
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

  /**
   * A session that begins.
   *
   * @param secret for the cookie; kept nowhere else
   */
  public record Opened(Session session, String secret) {}

  private record Held(Session session, Instant usedAt) {
    boolean isOver(Instant now, Duration idleMax) {
      return now.getEpochSecond() >= session.expiresEpochSecond()
          || now.isAfter(usedAt.plus(idleMax));
    }
  }
}
