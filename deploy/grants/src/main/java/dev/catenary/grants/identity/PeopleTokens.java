package dev.catenary.grants.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Personal identities from tokens of the trusted issuer. Only signatures by private keys count: a
 * token may neither be unsigned nor be signed with a public key as its secret.
 *
 * <p>Sources: RFC 7519 (claims), RFC 7515 (signature), RFC 8725 (3.1, algorithms; 3.8, issuer and
 * keys; 3.9, audience).
 */
public final class PeopleTokens {
  /** Those by RSA and by elliptic curves; EdDSA needs a library that is not here. */
  private static final List<JWSAlgorithm> ALGORITHMS =
      List.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration SKEW_MAX = Duration.ofSeconds(60);

  private final String issuer;
  private final TokenShape shape;
  private final JWKSource<SecurityContext> keys;

  /**
   * @param utilityClaim name of the claim with the utility a person works for
   * @param keys the issuer's public keys
   */
  public PeopleTokens(
      String issuer, String audience, String utilityClaim, JWKSource<SecurityContext> keys) {
    this(issuer, TokenShape.plain(audience, utilityClaim), keys);
  }

  /**
   * @param shape where the issuer puts what we need to know
   * @param keys the issuer's public keys
   */
  public PeopleTokens(String issuer, TokenShape shape, JWKSource<SecurityContext> keys) {
    this.issuer = issuer;
    this.shape = shape;
    this.keys = keys;
  }

  /** The person of a token. */
  public Caller.Person person(String token, Instant now) throws RefusedException {
    SignedJWT signed = signed(token);
    checkSignature(signed);
    JWTClaimsSet claims;
    try {
      claims = signed.getJWTClaimsSet();
      checkIssue(claims, now);
      String subject = claims.getSubject();
      String utility = shape.utility(claims.getClaims());
      Set<String> scopes = shape.scopes(claims.getClaims());
      if (subject == null || subject.isBlank() || utility == null || scopes.isEmpty()) {
        throw refused(
            Reason.TOKEN_CLAIMS,
            "a token "
                + (subject == null || subject.isBlank()
                    ? "without sub"
                    : scopes.isEmpty()
                        ? "without scopes in " + shape.scopeClaims()
                        : "without one utility in " + shape.utilityClaims()),
            "who it is, what they may do and for which utility",
            "have the issuer add it, or say in the settings where it stands");
      }
      return new Caller.Person(subject, utility, scopes);
    } catch (ParseException | IllegalArgumentException e) {
      throw refused(
          Reason.TOKEN_CLAIMS, "claims of the wrong type", "those of RFC 7519", "log in again");
    }
  }

  private static SignedJWT signed(String token) throws RefusedException {
    try {
      if (JWTParser.parse(token) instanceof SignedJWT signed
          && ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
        return signed;
      }
    } catch (ParseException e) {
      throw refused(Reason.TOKEN_CLAIMS, "no token", "a signed JWT", "log in again");
    }
    throw refused(
        Reason.TOKEN_ALGORITHM,
        "a token that is unsigned, encrypted, or signed with a shared secret or otherwise",
        "a signature by " + ALGORITHMS,
        "log in again");
  }

  private void checkSignature(SignedJWT token) throws RefusedException {
    var header = token.getHeader();
    JWK key = header.getKeyID() == null ? null : key(token);
    if (key == null) {
      throw refused(
          Reason.TOKEN_KEY,
          "key id '" + Printable.of("" + header.getKeyID()) + "'",
          "one of the issuer's keys that fits the token's algorithm",
          "log in again; if the issuer has new keys, check that this service can read them");
    }
    try {
      JWSVerifier verifier =
          new DefaultJWSVerifierFactory()
              .createJWSVerifier(header, ((AsymmetricJWK) key).toPublicKey());
      if (token.verify(verifier)) {
        return;
      }
    } catch (JOSEException e) {
      throw refused(
          Reason.TOKEN_SIGNATURE, Printable.of("" + e.getMessage()), "a signature", "log in again");
    }
    throw refused(
        Reason.TOKEN_SIGNATURE,
        "a signature that is not the issuer's",
        "that of key " + key.getKeyID(),
        "log in again");
  }

  private @Nullable JWK key(SignedJWT token) throws RefusedException {
    var header = token.getHeader();
    JWKMatcher fits =
        new JWKMatcher.Builder(JWKMatcher.forJWSHeader(header))
            .keyID(header.getKeyID())
            .keyUses(KeyUse.SIGNATURE, null)
            .build();
    try {
      List<JWK> found = keys.get(new JWKSelector(fits), null);
      return found.isEmpty() || !(found.getFirst() instanceof AsymmetricJWK)
          ? null
          : found.getFirst();
    } catch (JOSEException e) {
      throw refused(
          Reason.UNAVAILABLE,
          "'" + Printable.of("" + e.getMessage()) + "' at the issuer's keys",
          "the keys",
          "none needed if the issuer comes back");
    }
  }

  private void checkIssue(JWTClaimsSet claims, Instant now) throws RefusedException {
    if (!issuer.equals(claims.getIssuer())) {
      throw refused(
          Reason.TOKEN_ISSUER,
          "issuer '" + Printable.of("" + claims.getIssuer()) + "'",
          issuer,
          "log in there");
    }
    if (!shape.isForUs(claims.getClaims())) {
      throw refused(
          Reason.TOKEN_AUDIENCE,
          "audience '" + Printable.of("" + claims.getAudience()) + "'",
          shape.audiences() + " in " + shape.audienceClaims(),
          "ask for a token for this service");
    }
    if (!shape.isOfUse(claims.getClaims())) {
      throw refused(
          Reason.TOKEN_CLAIMS,
          "token_use '" + Printable.of("" + claims.getClaim("token_use")) + "'",
          shape.tokenUses() + "",
          "show the other token of the same sign-in");
    }
    Date end = claims.getExpirationTime();
    Date begin = claims.getNotBeforeTime();
    boolean inTime =
        end != null
            && now.isBefore(end.toInstant().plus(SKEW_MAX))
            && (begin == null || !now.isBefore(begin.toInstant().minus(SKEW_MAX)));
    if (!inTime) {
      throw refused(
          Reason.TOKEN_TIME, "a token from " + begin + " to " + end, "one for now", "log in again");
    }
  }

  private static RefusedException refused(
      Reason reason, String found, String expected, String cure) {
    return new RefusedException(reason, found, expected, cure);
  }
}
