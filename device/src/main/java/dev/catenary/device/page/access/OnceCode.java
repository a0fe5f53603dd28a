package dev.catenary.device.page.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;

/** A code that signs one person in, once: whoever reads it over a shoulder later comes too late. */
public final class OnceCode {
  private static final int BYTES = 16;

  private final String text;
  private final Grant grant;
  private final InstantSource clock;
  private final AtomicBoolean used = new AtomicBoolean();

  private OnceCode(String text, Grant grant, InstantSource clock) {
    this.text = text;
    this.grant = grant;
    this.clock = clock;
  }

  /** A new code, of 128 random bits, for what is granted. */
  public static OnceCode of(Grant grant, InstantSource clock) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new OnceCode(
        Base64.getUrlEncoder().withoutPadding().encodeToString(random), grant, clock);
  }

  /** As it stands in an address. */
  public String text() {
    return text;
  }

  boolean is(String presented) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gives what was granted, the first time.
   *
   * @throws TokenRefusedException each time after, and when its time is over
   */
  Grant use() throws TokenRefusedException {
    if (!clock.instant().isBefore(grant.expires()) || !used.compareAndSet(false, true)) {
      throw new TokenRefusedException(
          "a code that was used, or whose time is over",
          "one that is new",
          "Start the demo again for a new address.");
    }
    return grant;
  }
}
