package dev.catenary.device.page.access;

import java.time.Instant;
import java.util.Set;

/**
 * Rights of a token that passed its check.
 *
 * @param subject who it was made for
 * @param expires when it ends
 * @param by how it was checked, for the log: {@code oidc} or {@code grant}
 */
public record Grant(String subject, Set<Scope> scopes, Instant expires, String by) {
  public Grant {
    scopes = Set.copyOf(scopes);
  }
}
