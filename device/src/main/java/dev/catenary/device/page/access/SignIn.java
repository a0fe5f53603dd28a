package dev.catenary.device.page.access;

import com.nimbusds.jwt.SignedJWT;
import dev.catenary.device.config.SignInSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The ways to sign in that are configured: tokens of an OIDC issuer, grants of the fleet. */
public final class SignIn {
  private final List<TokenCheck> checks = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();

  /**
   * @param device name of this device
   * @param folder where keys that were had over the network are kept
   */
  public SignIn(SignInSettings settings, String device, Path folder, InstantSource clock)
      throws IOException {
    var grants = settings.grants();
    if (grants != null) {
      methods.add("grant");
      checks.add(
          new TokenCheck(
              TokenRules.grant(grants.issuer(), device, grants.lifeMax()),
              new KeyFile(grants.keys()),
              clock));
    }
    var oidc = settings.oidc();
    if (oidc != null) {
      methods.add("oidc");
      checks.add(
          new TokenCheck(
              TokenRules.oidc(oidc.issuer(), oidc.audience(), oidc.scopeClaim()),
              keys(oidc, folder),
              clock));
    }
  }

  private static TokenKeys keys(SignInSettings.Oidc oidc, Path folder) throws IOException {
    String keys = oidc.keys();
    if (!keys.startsWith("https://")) {
      return new KeyFile(Path.of(keys));
    }
    try {
      return new KeyAddress(
          new URI(keys).toURL(), folder.resolve("oidc-keys.json"), System::nanoTime);
    } catch (URISyntaxException e) {
      throw new IOException("found page.oidc.keys " + keys + "; expected an address", e);
    }
  }

  /** {@code oidc} and {@code grant}, as far as they are configured. */
  public List<String> methods() {
    return List.copyOf(methods);
  }

  /**
   * Checks a token and gives its rights.
   *
   * @throws TokenRefusedException when it lets nobody in
   * @throws IOException when the keys it is checked by are not to be had
   */
  public Grant check(String text) throws TokenRefusedException, IOException {
    SignedJWT token = TokenCheck.parse(text);
    for (TokenCheck check : checks) {
      if (check.isFor(token)) {
        return check.check(token);
      }
    }
    throw new TokenRefusedException(
        "a token of a kind that this vehicle does not take",
        methods.isEmpty() ? "a way to sign in in the configuration" : String.join(" or ", methods),
        "Configure page.oidc or page.grants, or use the other kind of token.");
  }
}
