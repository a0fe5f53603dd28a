package dev.catenary.device.page.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.catenary.device.config.SignInSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that must let nobody in, and those that must. */
class SignInTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String ISSUER = "https://id.example/fleet";
  private static final JOSEObjectType GRANT = new JOSEObjectType(TokenRules.GRANT);

  @TempDir private Path folder;

  private ECKey fleet;
  private RSAKey oidc;
  private SignIn signIn;

  @BeforeEach
  void keys() throws Exception {
    fleet = new ECKeyGenerator(Curve.P_256).keyID("fleet-1").generate();
    oidc = new RSAKeyGenerator(2_048).keyID("oidc-1").generate();
    Path fleetKeys =
        Files.writeString(
            folder.resolve("fleet.json"), new JWKSet(fleet).toPublicJWKSet().toString());
    Path oidcKeys =
        Files.writeString(
            folder.resolve("oidc.json"), new JWKSet(oidc).toPublicJWKSet().toString());
    signIn =
        new SignIn(
            new SignInSettings(
                new SignInSettings.Oidc(ISSUER, "catenary", oidcKeys.toString(), "scope"),
                new SignInSettings.Grants("catenary-fleet", fleetKeys, Duration.ofDays(14))),
            "ute-7",
            folder,
            () -> NOW);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("catenary-fleet")
        .audience("catenary:ute-7")
        .subject("technician 7")
        .claim("scope", "view operate")
        .issueTime(Date.from(NOW.minusSeconds(60)))
        .notBeforeTime(Date.from(NOW.minusSeconds(60)))
        .expirationTime(Date.from(NOW.plusSeconds(3_600)));
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(GRANT).keyID("fleet-1");
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner by)
      throws Exception {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(by);
    return token.serialize();
  }

  private String grant(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    return signed(header().build(), change.apply(claims()).build(), new ECDSASigner(fleet));
  }

  private void assertRefused(String token, String found) {
    assertThatThrownBy(() -> signIn.check(token))
        .isInstanceOf(TokenRefusedException.class)
        .hasMessageContaining(found);
  }

  @Test
  void aGrantForThisDeviceSignsInWithItsScopesAlone() throws Exception {
    Grant grant = signIn.check(grant(claims -> claims));
    assertThat(grant.subject()).isEqualTo("technician 7");
    assertThat(grant.scopes()).containsExactlyInAnyOrder(Scope.VIEW, Scope.OPERATE);
    assertThat(grant.expires()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(grant.by()).isEqualTo("grant");
  }

  @Test
  void aTokenOfTheIssuerSignsIn() throws Exception {
    String token =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("oidc-1").build(),
            claims()
                .issuer(ISSUER)
                .audience("catenary")
                .claim("scope", "openid catenary:view")
                .build(),
            new RSASSASigner(oidc));
    Grant grant = signIn.check(token);
    assertThat(grant.scopes()).containsExactly(Scope.VIEW);
    assertThat(grant.by()).isEqualTo("oidc");
  }

  @Test
  void anExpiredGrantIsRefused() throws Exception {
    assertRefused(
        grant(claims -> claims.expirationTime(Date.from(NOW.minusSeconds(61)))), "expired");
  }

  @Test
  void aGrantThatIsNotYetGoodIsRefused() throws Exception {
    assertRefused(
        grant(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(61)))), "good from");
  }

  /** Else a grant of an hour could be made that is good for years from now. */
  @Test
  void aTokenOfTheFutureIsRefused() throws Exception {
    Instant later = NOW.plus(Duration.ofDays(3_650));
    UnaryOperator<JWTClaimsSet.Builder> future =
        claims ->
            claims
                .issueTime(Date.from(later))
                .notBeforeTime(null)
                .expirationTime(Date.from(later.plusSeconds(3_600)));
    assertRefused(grant(future), "still to come");
    assertRefused(
        signed(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("oidc-1").build(),
            future.apply(claims().issuer(ISSUER).audience("catenary")).build(),
            new RSASSASigner(oidc)),
        "still to come");
    // Clocks may differ by a minute.
    assertThat(signIn.check(grant(claims -> claims.issueTime(Date.from(NOW.plusSeconds(59))))).by())
        .isEqualTo("grant");
  }

  @Test
  void anotherDevicesGrantIsRefused() throws Exception {
    assertRefused(grant(claims -> claims.audience("catenary:ute-8")), "ute-8");
    assertRefused(grant(claims -> claims.audience("catenary")), "a token for");
  }

  @Test
  void aGrantOfAnotherIssuerIsRefused() throws Exception {
    assertRefused(grant(claims -> claims.issuer("somebody")), "issuer somebody");
  }

  @Test
  void aGrantWithoutAnEndOrForTooLongIsRefused() throws Exception {
    assertRefused(grant(claims -> claims.expirationTime(null)), "without expiry");
    assertRefused(grant(claims -> claims.issueTime(null)), "without time of issue");
    assertRefused(
        grant(claims -> claims.expirationTime(Date.from(NOW.plus(Duration.ofDays(15))))), "lasts");
  }

  @Test
  void aGrantWithoutAScopeOfOursOrForNobodyIsRefused() throws Exception {
    assertRefused(grant(claims -> claims.claim("scope", "admin viewer")), "without a scope");
    assertRefused(grant(claims -> claims.claim("scope", null)), "without a scope");
    assertRefused(grant(claims -> claims.subject(null)), "for nobody");
  }

  @Test
  void anUnsignedTokenIsRefused() throws Exception {
    assertRefused(new PlainJWT(claims().build()).serialize(), "no signed token");
    String[] parts = grant(claims -> claims).split("\\.");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ("{\"alg\":\"none\",\"typ\":\"catenary-grant+jwt\",\"kid\":\"fleet-1\"}")
                    .getBytes());
    assertRefused(none + "." + parts[1] + ".", "no signed token");
    assertRefused(none + "." + parts[1] + "." + parts[2], "no signed token");
  }

  /** The public key is no secret: as one it must not count. */
  @Test
  void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
    byte[] publicPem = oidc.toRSAPublicKey().getEncoded();
    String token =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("oidc-1").build(),
            claims().issuer(ISSUER).audience("catenary").build(),
            new MACSigner(publicPem));
    assertRefused(token, "algorithm HS256");
    String grant =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(GRANT).keyID("fleet-1").build(),
            claims().build(),
            new MACSigner(fleet.toECPublicKey().getEncoded()));
    assertRefused(grant, "algorithm HS256");
  }

  @Test
  void aChangedTokenIsRefused() throws Exception {
    String[] parts = grant(claims -> claims).split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]));
    String more =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("view operate", "view operate configure").getBytes());
    assertRefused(parts[0] + "." + more + "." + parts[2], "signature");
    String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
    assertRefused(parts[0] + "." + parts[1] + "." + zeros, "signature");
  }

  @Test
  void anotherKeysSignatureIsRefused() throws Exception {
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("fleet-1").generate();
    assertRefused(signed(header().build(), claims().build(), new ECDSASigner(other)), "signature");
    assertRefused(
        signed(header().keyID("fleet-2").build(), claims().build(), new ECDSASigner(other)),
        "key fleet-2");
    assertRefused(
        signed(header().keyID(null).build(), claims().build(), new ECDSASigner(fleet)),
        "without the id");
  }

  /** A key that comes in the token itself is its sender's. */
  @Test
  void aKeyInTheTokenItselfDoesNotCount() throws Exception {
    ECKey own = new ECKeyGenerator(Curve.P_256).keyID("mine").generate();
    JWSHeader header = header().keyID("mine").jwk(own.toPublicJWK()).build();
    assertRefused(signed(header, claims().build(), new ECDSASigner(own)), "key mine");
  }

  @Test
  void neitherKindOfTokenPassesForTheOther() throws Exception {
    String grantAsOidc =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("fleet-1").build(),
            claims().build(),
            new ECDSASigner(fleet));
    assertRefused(grantAsOidc, "key fleet-1");
    String oidcAsGrant =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(GRANT).keyID("oidc-1").build(),
            claims().build(),
            new RSASSASigner(oidc));
    assertRefused(oidcAsGrant, "key oidc-1");
  }

  @Test
  void whatIsNoTokenIsRefused() {
    assertRefused("", "no signed token");
    assertRefused("a.b.c", "no signed token");
    assertRefused("x".repeat(10_000), "characters");
  }

  @Test
  void withoutKeysNobodySignsIn() throws Exception {
    SignIn closed = new SignIn(new SignInSettings(null, null), "ute-7", folder, () -> NOW);
    String token = grant(claims -> claims);
    assertThatThrownBy(() -> closed.check(token)).isInstanceOf(TokenRefusedException.class);
    assertThat(closed.methods()).isEmpty();
  }

  @Test
  void whatTheFleetIssuesTheVehicleTakes() throws Exception {
    Path keys = GrantIssuer.makeKey(folder.resolve("fleet"));
    assertThat(Files.readString(keys)).doesNotContain("\"d\"");
    SignIn vehicle =
        new SignIn(
            new SignInSettings(
                null, new SignInSettings.Grants("catenary-fleet", keys, Duration.ofDays(14))),
            "ute-7",
            folder,
            () -> NOW);
    GrantIssuer issuer = GrantIssuer.of(folder.resolve("fleet/fleet-key.json"), "catenary-fleet");
    String token = issuer.grant("ute-7", "Jo", Set.of(Scope.CONFIGURE), NOW, Duration.ofHours(8));
    assertThat(vehicle.check(token).scopes()).containsExactly(Scope.CONFIGURE);
  }

  /** As openssl writes it. */
  @Test
  void aPublicKeyAsPemIsNamedByItsThumbprint() throws Exception {
    Path pem =
        Files.writeString(
            folder.resolve("fleet.pem"),
            Pem.text("PUBLIC KEY", fleet.toECPublicKey().getEncoded()));
    assertThat(new KeyFile(pem).keys(false).getKeys().getFirst().getKeyID())
        .isEqualTo(fleet.computeThumbprint().toString());
  }
}
