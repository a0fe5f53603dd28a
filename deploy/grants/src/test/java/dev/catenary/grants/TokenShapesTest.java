package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.catenary.grants.desk.Settings;
import dev.catenary.grants.identity.PeopleTokens;
import dev.catenary.grants.identity.TokenShape;
import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case grants-token-shapes: claims as Cognito, Entra ID, Okta and Keycloak put them. */
class TokenShapesTest {
  private static final String AUDIENCE = "1example23456789";

  private static Tokens issuer;
  private static Map<String, Object> cases;

  @TempDir Path folder;

  @BeforeAll
  static void read() throws Exception {
    issuer = new Tokens();
    cases =
        JSONObjectUtils.parse(
            Files.readString(
                Path.of(
                    System.getProperty("catenary.root"),
                    "testdata/cases/grants-token-shapes/claims.json")));
  }

  /** By the settings of a file, as the service reads them. */
  private Caller.Person person(Map<String, Object> claims, String... settings) throws Exception {
    Path file = folder.resolve("settings");
    Files.writeString(
        file,
        String.join("\n", settings)
            + "\npeople-issuer = https://login.example\npeople-audience = "
            + AUDIENCE
            + "\ndevice-authority = a\nvehicles = v\nutilities = u\nrevoked = r\n");
    TokenShape shape = Settings.ofFile(file).peopleShape();
    var builder = new JWTClaimsSet.Builder();
    claims.forEach(builder::claim);
    builder.expirationTime(Date.from(Instant.now().plusSeconds(600)));
    return new PeopleTokens(
            "https://login.example", shape, new ImmutableJWKSet<>(JWKSet.parse(issuer.keySet())))
        .person(issuer.signed(builder), Instant.now());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> claims(String name) {
    return (Map<String, Object>) cases.get(name);
  }

  private static final Set<String> READS = Set.of("catenary/read");

  @Test
  void accessTokenOfCognitoNamesAPerson() throws Exception {
    Caller.Person ann =
        person(
            claims("cognito-access"),
            "people-audience-claims = aud, client_id",
            "people-token-use = access",
            "people-utility-claim = client_id",
            "people-utility-names = " + AUDIENCE + "=east");
    assertThat(ann).isEqualTo(new Caller.Person("a1", "east", READS));
  }

  @Test
  void idTokenOfCognitoNamesAPerson() throws Exception {
    Caller.Person ann =
        person(
            claims("cognito-id"),
            "people-scope-claims = cognito:groups",
            "people-scope-names = readers=catenary/read",
            "people-utility-claim = custom:utility");
    assertThat(ann).isEqualTo(new Caller.Person("a1", "east", READS));
  }

  @Test
  void tokensOfEntraAndOktaNameAPerson() throws Exception {
    for (String name : List.of("entra-access", "okta-access")) {
      assertThat(person(claims(name), "people-scope-claims = scp"))
          .isEqualTo(new Caller.Person("a1", "east", READS));
    }
    assertThat(person(claims("plain"))).isEqualTo(new Caller.Person("a1", "east", READS));
  }

  @Test
  void tokenOfKeycloakNamesAPersonByRolesInObjects() throws Exception {
    Map<String, Object> claims =
        Map.of(
            "iss", "https://login.example",
            "sub", "a1",
            "aud", List.of("account", AUDIENCE),
            "azp", "browser",
            "scope", "openid profile",
            "realm_access", Map.of("roles", List.of("reader", "offline_access")),
            "groups", List.of("staff", "utility-east"));
    Caller.Person ann =
        person(
            claims,
            "people-scope-claims = realm_access.roles",
            "people-scope-names = reader=catenary/read",
            "people-utility-claim = groups",
            "people-utility-names = utility-east=east, utility-west=west");
    assertThat(ann.utility()).isEqualTo("east");
    assertThat(ann.scopes()).contains("catenary/read");
  }

  @Test
  void tokensOfTheOtherKindForOthersAndOfTwoUtilitiesAreRefused() {
    refused(Reason.TOKEN_AUDIENCE, claims("cognito-access"));
    refused(
        Reason.TOKEN_AUDIENCE,
        Map.of("iss", "https://login.example", "sub", "a", "aud", "other", "client_id", AUDIENCE),
        "people-audience-claims = aud, client_id");
    refused(
        Reason.TOKEN_CLAIMS,
        claims("cognito-id"),
        "people-token-use = access",
        "people-scope-claims = cognito:groups",
        "people-utility-claim = custom:utility");
    refused(Reason.TOKEN_CLAIMS, claims("entra-access"));
    refused(
        Reason.TOKEN_CLAIMS,
        Map.of(
            "iss",
            "https://login.example",
            "sub",
            "a",
            "aud",
            AUDIENCE,
            "scope",
            "catenary/read",
            "groups",
            List.of("east", "west")),
        "people-utility-claim = groups");
  }

  private void refused(Reason reason, Map<String, Object> claims, String... settings) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> person(claims, settings))
        .extracting(RefusedException::reason)
        .isEqualTo(reason);
  }
}
