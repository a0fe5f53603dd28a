package dev.catenary.device.page.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks signed tokens (RFC 7519, with the advice of RFC 8725): the key is chosen by its id out of
 * those configured, the algorithm must be one of that key's kind, never what the token asks for.
 */
final class TokenCheck {
  /** Clocks of issuer and vehicle may differ. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final int TOKEN_LENGTH_MAX = 8_192;

  private static final Map<KeyType, Set<JWSAlgorithm>> ALGORITHMS =
      Map.of(
          KeyType.EC,
          Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512),
          KeyType.RSA,
          Set.of(
              JWSAlgorithm.RS256,
              JWSAlgorithm.RS384,
              JWSAlgorithm.RS512,
              JWSAlgorithm.PS256,
              JWSAlgorithm.PS384,
              JWSAlgorithm.PS512));

  private final TokenRules rules;
  private final TokenKeys keys;
  private final InstantSource clock;

  TokenCheck(TokenRules rules, TokenKeys keys, InstantSource clock) {
    this.rules = rules;
    this.keys = keys;
    this.clock = clock;
  }

  /** Tests whether the token says it is for this check; nothing of it has been verified yet. */
  boolean isFor(SignedJWT token) {
    String type = String.valueOf(token.getHeader().getType());
    return rules.type().equals(type) || (rules.typeMayBeOther() && !type.equals(TokenRules.GRANT));
  }

  /** Takes a text apart; unsigned and encrypted tokens are refused here already. */
  static SignedJWT parse(String text) throws TokenRefusedException {
    if (text.length() > TOKEN_LENGTH_MAX) {
      throw refused("a token of " + text.length() + " characters", TOKEN_LENGTH_MAX + " at most");
    }
    try {
      return SignedJWT.parse(text.strip());
    } catch (ParseException e) {
      throw refused("no signed token", "a signed JSON web token");
    }
  }

  Grant check(SignedJWT token) throws TokenRefusedException, IOException {
    JWSHeader header = token.getHeader();
    String id = header.getKeyID();
    if (id == null) {
      throw refused("a token without the id of its key (kid)", "one with it");
    }
    JWK key = key(id);
    if (!allowed(key).contains(header.getAlgorithm())) {
      throw refused(
          "algorithm " + shortened(header.getAlgorithm().getName()), "one of the key's kind");
    }
    if (!isSigned(token, header, key)) {
      throw refused("a signature that does not match", "the issuer's");
    }
    JWTClaimsSet claims;
    try {
      claims = token.getJWTClaimsSet();
    } catch (ParseException e) {
      throw refused("claims that are no JSON object", "claims");
    }
    return grant(claims);
  }

  private Grant grant(JWTClaimsSet claims) throws TokenRefusedException {
    if (!rules.issuer().equals(claims.getIssuer())) {
      throw refused("issuer " + shortened(claims.getIssuer()), rules.issuer());
    }
    List<String> audience = claims.getAudience();
    if (!audience.contains(rules.audience())) {
      throw new TokenRefusedException(
          "a token for " + shortened(audience.toString()),
          "one for " + rules.audience(),
          "Ask for a token for this very device.");
    }
    Instant now = clock.instant();
    Instant expires = needed(claims.getExpirationTime(), "expiry (exp)");
    if (!now.isBefore(expires.plus(SKEW))) {
      throw new TokenRefusedException(
          "a token that expired at " + expires,
          "one that is good now, " + now,
          "Ask for a new one.");
    }
    Date from = claims.getNotBeforeTime();
    if (from != null && now.isBefore(from.toInstant().minus(SKEW))) {
      throw new TokenRefusedException(
          "a token that is good from " + from.toInstant(),
          "one that is good now, " + now,
          "Wait, or correct the vehicle's clock.");
    }
    Date issued = claims.getIssueTime();
    if (issued != null && now.isBefore(issued.toInstant().minus(SKEW))) {
      throw new TokenRefusedException(
          "a token that was issued at " + issued.toInstant() + ", which is still to come",
          "one that was issued before now, " + now,
          "Ask for a new token, or correct the vehicle's clock.");
    }
    if (rules.lifeMax() != null) {
      Instant began = needed(issued, "time of issue (iat)");
      if (Duration.between(began, expires).compareTo(rules.lifeMax()) > 0) {
        throw refused(
            "a token that lasts " + Duration.between(began, expires).toHours() + " h",
            rules.lifeMax().toHours() + " h at most");
      }
    }
    String subject = claims.getSubject();
    if (subject == null || subject.isBlank()) {
      throw refused("a token for nobody", "a subject (sub)");
    }
    Set<Scope> scopes = Scope.ofWords(words(claims));
    if (scopes.isEmpty()) {
      throw new TokenRefusedException(
          "a token without a scope of ours",
          "view, operate or configure in " + rules.scopeClaim(),
          "Ask for a token with a scope.");
    }
    return new Grant(shortened(subject), scopes, expires, rules.name());
  }

  private JWK key(String id) throws TokenRefusedException, IOException {
    JWK key = keys.keys(false).getKeyByKeyId(id);
    if (key == null) {
      key = keys.keys(true).getKeyByKeyId(id);
    }
    if (key == null || (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse()))) {
      throw refused("key " + shortened(id), "a key that is configured on this vehicle");
    }
    return key;
  }

  private static Set<JWSAlgorithm> allowed(JWK key) {
    Set<JWSAlgorithm> kind = ALGORITHMS.getOrDefault(key.getKeyType(), Set.of());
    return key.getAlgorithm() instanceof JWSAlgorithm one && kind.contains(one)
        ? Set.of(one)
        : kind;
  }

  private static boolean isSigned(SignedJWT token, JWSHeader header, JWK key)
      throws TokenRefusedException {
    try {
      JWSVerifier verifier =
          new DefaultJWSVerifierFactory()
              .createJWSVerifier(header, ((AsymmetricJWK) key).toPublicKey());
      return token.verify(verifier);
    } catch (JOSEException e) {
      throw refused("a signature that cannot be checked", "one of the key's kind");
    }
  }

  private String words(JWTClaimsSet claims) {
    Object value = claims.getClaim(rules.scopeClaim());
    return value instanceof List<?> list
        ? String.join(" ", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static Instant needed(@Nullable Date date, String what) throws TokenRefusedException {
    if (date == null) {
      throw refused("a token without " + what, "one with it");
    }
    return date.toInstant();
  }

  private static TokenRefusedException refused(String found, String expected) {
    return new TokenRefusedException(found, expected, "Ask for a new token for this vehicle.");
  }

  private static String shortened(@Nullable String text) {
    String plain = String.valueOf(text).replaceAll("[^ -~]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }
}
