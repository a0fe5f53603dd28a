package dev.catenary.device.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ways in which people sign in; without either, nobody can.
 *
 * @param oidc null without an issuer
 * @param grants null without keys
 */
public record SignInSettings(@Nullable Oidc oidc, @Nullable Grants grants) {
  /**
   * Tokens of an OpenID Connect issuer.
   *
   * @param keys file or https address of the issuer's JWK set
   * @param scopeClaim claim that holds view, operate, configure
   */
  public record Oidc(String issuer, String audience, String keys, String scopeClaim) {}

  /**
   * Grants that the fleet has issued beforehand.
   *
   * @param keys file of the fleet's public keys
   * @param lifeMax a grant for longer is refused
   */
  public record Grants(String issuer, Path keys, Duration lifeMax) {}
}
