package dev.catenary.device.page.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.catenary.durable.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The fleet's side of offline sign-in: makes its key, and grants that one device takes for a time.
 * Run where the private key is kept, never on a vehicle.
 */
public final class GrantIssuer {
  private static final String PRIVATE = "fleet-key.json";
  private static final String PUBLIC = "fleet-public-keys.json";

  private final ECKey key;
  private final String issuer;

  private GrantIssuer(ECKey key, String issuer) {
    this.key = key;
    this.issuer = issuer;
  }

  /**
   * Makes a key: its private half for its owner alone, and beside it the public half, for
   * page.grants.keys of every vehicle.
   *
   * @return the file of the public half
   */
  public static Path makeKey(Path folder) throws IOException {
    try {
      ECKey made =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate();
      Files.createDirectories(folder);
      Path secret =
          Files.createFile(
              folder.resolve(PRIVATE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, made.toJSONString() + "\n");
      return Files.writeString(
          folder.resolve(PUBLIC), new JWKSet(made).toPublicJWKSet().toString() + "\n");
    } catch (JOSEException e) {
      throw new IOException("no key could be made: " + e.getMessage(), e);
    }
  }

  /**
   * @param key file of {@link #makeKey}
   * @param issuer as page.grants.issuer of the vehicles has it
   */
  public static GrantIssuer of(Path key, String issuer) throws IOException {
    try {
      ECKey read = ECKey.parse(SmallFile.keys(key));
      if (!read.isPrivate()) {
        throw new IOException(
            "found the public half in "
                + key
                + "; expected the private one; cure: name "
                + PRIVATE);
      }
      return new GrantIssuer(read, issuer);
    } catch (ParseException e) {
      throw new IOException(
          "found " + key + " unreadable as a key; expected the private key that grant-key made", e);
    }
  }

  /**
   * A grant for one device.
   *
   * @param device its name: vehicle in its configuration
   * @param subject who it is for
   * @param from when it begins to be good
   */
  public String grant(String device, String subject, Set<Scope> scopes, Instant from, Duration life)
      throws IOException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(TokenRules.audienceOf(device))
            .subject(subject)
            .claim(
                "scope", scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" ")))
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(from))
            .notBeforeTime(Date.from(from))
            .expirationTime(Date.from(from.plus(life)))
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TokenRules.GRANT))
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IOException("the grant could not be signed: " + e.getMessage(), e);
    }
    return token.serialize();
  }
}
