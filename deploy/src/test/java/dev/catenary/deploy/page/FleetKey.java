package dev.catenary.deploy.page;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** A fleet's key and the grants it signs, made here as the fleet would: by a library of others. */
final class FleetKey {
  private final ECKey key;

  private FleetKey(ECKey key) {
    this.key = key;
  }

  /** Makes a key and writes its public half for the vehicle. */
  static FleetKey written(Path file) throws IOException, JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("fleet-1").generate();
    Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
    return new FleetKey(key);
  }

  /** A grant for one vehicle, good for an hour from now. */
  String grant(String vehicle, String scopes) {
    return grant(vehicle, scopes, Instant.now());
  }

  String grant(String vehicle, String scopes, Instant issued) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("catenary-grant+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer("catenary-fleet")
                .audience("catenary:" + vehicle)
                .subject("technician 7")
                .claim("scope", scopes)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plus(Duration.ofHours(1))))
                .build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}
