package dev.catenary.grants.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * Where the issuer's public keys come from: a file, a URL, or OpenID Connect discovery.
 *
 * <p>Source: OpenID Connect Discovery 1.0, section 4.
 */
public final class IssuerKeys {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int BYTES_MAX = 1 << 20;
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private IssuerKeys() {}

  /**
   * Opens the source. Keys by URL are kept for minutes and asked for again when a token names one
   * that is new, but not at every such token.
   *
   * @param place file or URL; null to ask the issuer
   */
  public static JWKSource<SecurityContext> open(String issuer, @Nullable String place)
      throws IOException {
    ResourceRetriever http =
        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, BYTES_MAX);
    try {
      if (place != null && !place.matches("https?://.*")) {
        return new ImmutableJWKSet<>(JWKSet.load(Path.of(place).toFile()));
      }
      String url = place == null ? discover(issuer, http) : place;
      return JWKSourceBuilder.<SecurityContext>create(URI.create(url).toURL(), http)
          .retrying(true)
          .build();
    } catch (ParseException e) {
      throw new IOException(
          "found '"
              + e.getMessage()
              + "' at the keys of "
              + issuer
              + "; expected a JSON Web Key Set; cure: correct people-keys",
          e);
    }
  }

  private static String discover(String issuer, ResourceRetriever http)
      throws IOException, ParseException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    String document = http.retrieveResource(URI.create(base + DISCOVERY).toURL()).getContent();
    var fields = JSONObjectUtils.parse(document);
    if (!issuer.equals(JSONObjectUtils.getString(fields, "issuer"))) {
      throw new ParseException("another issuer in its own description", 0);
    }
    return JSONObjectUtils.getString(fields, "jwks_uri");
  }
}
