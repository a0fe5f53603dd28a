package dev.catenary.grants;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;

/** An issuer of tokens for people. */
final class Tokens {
  static final String ISSUER = "https://login.example";
  static final String AUDIENCE = "catenary-grants";

  private final RSAKey key;

  Tokens() throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID("key-1").keyUse(KeyUse.SIGNATURE).generate();
  }

  String keySet() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("ann")
        .claim("utility", "east")
        .claim("scope", "openid catenary/read")
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(claims, "key-1");
  }

  String signed(JWTClaimsSet.Builder claims, String keyId) throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims.build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  /** Signed by somebody else under our key's name. */
  String forged(JWTClaimsSet.Builder claims) throws JOSEException {
    return new Tokens().signed(claims);
  }

  static String unsigned(JWTClaimsSet.Builder claims) {
    return new PlainJWT(claims.build()).serialize();
  }

  /** Signed with the public key as if it were a secret. */
  String confused(JWTClaimsSet.Builder claims) throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(), claims.build());
    token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    return token.serialize();
  }
}
