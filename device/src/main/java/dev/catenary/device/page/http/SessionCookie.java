package dev.catenary.device.page.http;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session. By its prefix the browser takes it only over TLS, from this very host,
 * for all paths (draft-ietf-httpbis-rfc6265bis, cookie name prefixes).
 */
final class SessionCookie {
  static final String NAME = "__Host-catenary";

  private SessionCookie() {}

  static String set(String secret) {
    return NAME + "=" + secret + "; Path=/; Secure; HttpOnly; SameSite=Strict";
  }

  static String gone() {
    return NAME + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
  }

  /** The secret in a Cookie header; null when there is none. */
  static @Nullable String of(@Nullable String header) {
    if (header == null) {
      return null;
    }
    for (Cookie cookie : ServerCookieDecoder.STRICT.decode(header)) {
      if (cookie.name().equals(NAME)) {
        return cookie.value();
      }
    }
    return null;
  }
}
