package dev.catenary.device.page.http;

import io.netty.handler.codec.http.HttpHeaders;

/** Headers that forbid the browser what a page need not do. */
final class SafetyHeaders {
  /** No inline script, no other host, no frame: OWASP's strict policy without exceptions. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private SafetyHeaders() {}

  /**
   * @param strict for a name whose certificate is an authority's. A browser that was told so lets
   *     nobody past a certificate that it does not know, which one of the vehicle's own is.
   */
  static void addTo(HttpHeaders headers, boolean isAsset, boolean strict) {
    headers.set("Content-Security-Policy", POLICY);
    if (strict) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    headers.set("Cache-Control", isAsset ? "no-cache" : "no-store");
  }
}
