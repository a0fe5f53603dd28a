package dev.catenary.device.page.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Requirements on a token.
 *
 * @param name of the kind, for the log
 * @param type that its header must have
 * @param typeMayBeOther whether other types will do, those of a grant left out
 * @param audience who it must be for
 * @param scopeClaim where its scopes are
 * @param lifeMax from issue to expiry; null where the issuer decides
 */
record TokenRules(
    String name,
    String type,
    boolean typeMayBeOther,
    String issuer,
    String audience,
    String scopeClaim,
    @Nullable Duration lifeMax) {
  /** A grant is told from every other token by its type, so neither passes for the other. */
  static final String GRANT = "catenary-grant+jwt";

  static TokenRules oidc(String issuer, String audience, String scopeClaim) {
    return new TokenRules("oidc", "JWT", true, issuer, audience, scopeClaim, null);
  }

  static TokenRules grant(String issuer, String device, Duration lifeMax) {
    return new TokenRules("grant", GRANT, false, issuer, audienceOf(device), "scope", lifeMax);
  }

  /** A device as the audience of its grants. */
  static String audienceOf(String device) {
    return "catenary:" + device;
  }
}
