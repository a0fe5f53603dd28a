package dev.catenary.device.page.access;

import java.util.Set;

/**
 * Somebody who has signed in.
 *
 * @param digest of its cookie's secret, by which it is known
 * @param subject who, as the token says
 * @param scopes what the token grants
 * @param csrfToken to be sent back with each request that changes something
 * @param expiresEpochSecond when it ends at the latest
 */
public record Session(
    String digest, String subject, Set<Scope> scopes, String csrfToken, long expiresEpochSecond) {
  public Session {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
