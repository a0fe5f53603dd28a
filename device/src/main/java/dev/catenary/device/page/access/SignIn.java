package dev.catenary.device.page.access;

import com.nimbusds.jwt.SignedJWT;
import dev.catenary.device.config.SignInSettings;
import dev.catenary.durable.SmallFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to sign in that are configured: tokens of an OIDC issuer, grants of the fleet. */
public final class SignIn {
  private final List<TokenCheck> checks = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();
  private final @Nullable OnceCode once;

  /**
   * @param device name of this device
   * @param folder where keys that were had over the network are kept
   */
  public SignIn(SignInSettings settings, String device, Path folder, InstantSource clock)
      throws IOException {
    this(settings, device, folder, clock, null);
  }

  /**
   * @param once a code that lets one person in, beside what is configured; null without one
   */
  public SignIn(
      SignInSettings settings,
      String device,
      Path folder,
      InstantSource clock,
      @Nullable OnceCode once)
      throws IOException {
    this.once = once;
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

  /**
   * Stands for all who are trusted to sign people in on this device: changes with each issuer and
   * key in the configuration, but not with the keys that an issuer gives at an address.
   */
  public static String trust(SignInSettings settings, String device) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(device.getBytes(StandardCharsets.UTF_8));
      var grants = settings.grants();
      if (grants != null) {
        digest.update(("\ngrants " + grants.issuer() + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes(grants.keys()));
      }
      var oidc = settings.oidc();
      if (oidc != null) {
        String named =
            String.join("\n", "\noidc", oidc.issuer(), oidc.audience(), oidc.scopeClaim());
        digest.update((named + "\n" + oidc.keys() + "\n").getBytes(StandardCharsets.UTF_8));
        if (!oidc.keys().startsWith("https://")) {
          digest.update(bytes(Path.of(oidc.keys())));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path keys) throws IOException {
    return Files.exists(keys) ? SmallFile.bytes(keys, SmallFile.KEYS_BYTES_MAX) : new byte[0];
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
    OnceCode code = once;
    if (code != null && code.is(text)) {
      return code.use();
    }
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
