package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.catenary.grants.identity.PeopleTokens;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens by each algorithm of docs/grants.md, and by one that is not there. */
class PeopleTokensTest {
  /** The issuer's, and a stranger's under the same names. */
  private static List<JWK> issuers;

  private static List<JWK> strangers;
  private static PeopleTokens people;

  @BeforeAll
  static void makeKeys() throws Exception {
    issuers = keys();
    strangers = keys();
    List<JWK> open = issuers.stream().map(JWK::toPublicJWK).toList();
    people =
        new PeopleTokens(
            Tokens.ISSUER, Tokens.AUDIENCE, "utility", new ImmutableJWKSet<>(new JWKSet(open)));
  }

  private static List<JWK> keys() throws JOSEException {
    List<JWK> keys = new ArrayList<>();
    keys.add(new RSAKeyGenerator(2048).keyID("RSA").keyUse(KeyUse.SIGNATURE).generate());
    for (Curve curve : List.of(Curve.P_256, Curve.P_384, Curve.P_521)) {
      keys.add(new ECKeyGenerator(curve).keyID(curve.getName()).generate());
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
  void tokenByEachAlgorithmPassesAndAStrangersDoesNot(String algorithm) throws Exception {
    JWSAlgorithm by = JWSAlgorithm.parse(algorithm);
    assertThat(people.person(token(by, issuers), Instant.now()).subject()).isEqualTo("ann");
    refused(token(by, strangers), Reason.TOKEN_SIGNATURE);
  }

  @Test
  void tokenByEdDsaIsRefusedForItsAlgorithm() throws Exception {
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"RSA\"}";
    String claims = Tokens.claims().build().toString();
    String token = Base64URL.encode(header) + "." + Base64URL.encode(claims) + ".AAAA";
    refused(token, Reason.TOKEN_ALGORITHM);
  }

  private static void refused(String token, Reason reason) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> people.person(token, Instant.now()))
        .extracting(RefusedException::reason)
        .isEqualTo(reason);
  }

  private static String token(JWSAlgorithm by, List<JWK> keys) throws JOSEException {
    String id =
        JWSAlgorithm.Family.RSA.contains(by)
            ? "RSA"
            : Curve.forJWSAlgorithm(by).iterator().next().getName();
    JWK key = keys.stream().filter(one -> one.getKeyID().equals(id)).findFirst().orElseThrow();
    JWSSigner signer =
        key instanceof ECKey curved ? new ECDSASigner(curved) : new RSASSASigner(key.toRSAKey());
    var token =
        new SignedJWT(
            new JWSHeader.Builder(by).keyID(key.getKeyID()).build(), Tokens.claims().build());
    token.sign(signer);
    return token.serialize();
  }
}
