package dev.catenary.device.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of the technician's page. */
final class PageKeys {
  private static final Pattern LIST = Pattern.compile("\\s*,\\s*|\\s+");

  private final Path base;

  /**
   * @param base folder that relative paths are taken from
   */
  PageKeys(Path base) {
    this.base = base;
  }

  /**
   * @param data where what the page makes for itself is kept
   */
  PageSettings read(ConfigSection section, Path data) {
    int port =
        section.whole("port", 0, 0, 65_535, "", "Port of the technician's page; 0 off, else 8443.");
    List<String> addresses =
        list(section.text("addresses", "0.0.0.0", "Local addresses to serve it at, by commas."));
    List<String> names =
        list(
            section.text(
                "names",
                "",
                "Names the vehicle is reached by beside its addresses, by commas, as ute-7.local."));
    String certificate =
        section.textOrNull(
            "certificate", "The device's certificate (PEM); made with its key when left out.");
    String key = section.textOrNull("key", "Its key (PEM, PKCS #8).");
    if ((certificate == null) != (key == null)) {
      section.problem(
          certificate == null ? "key" : "certificate",
          "one of certificate and key",
          "both or neither",
          "Name the other as well, or remove this one.");
    }
    PageSettings page =
        new PageSettings(
            port,
            addresses,
            names,
            certificate == null ? data.resolve("page/certificate.pem") : path(certificate),
            key == null ? data.resolve("page/key.pem") : path(key),
            section.flag(
                "read-only-without-sign-in", false, "Everybody near may look, and change nothing."),
            Duration.ofMinutes(
                section.whole("idle-max", 30, 1, 1_440, "min", "An unused session ends.")),
            Duration.ofHours(section.whole("session-max", 12, 1, 168, "h", "Every session ends.")),
            section.whole("viewers", 4, 0, 16, "", "Viewers of live points at once; 0 none."),
            section.whole(
                "viewer-rate", 2_000_000, 50_000, 50_000_000, "bit/s", "Sent to each at most."),
            new SignInSettings(oidc(section.section("oidc")), grants(section.section("grants"))));
    if (port != 0 && addresses.isEmpty()) {
      section.problem("addresses", "none", "one at least", "Write 0.0.0.0 for all.");
    }
    section.refuseUnknown();
    return page;
  }

  private SignInSettings.@Nullable Oidc oidc(ConfigSection section) {
    String issuer = section.textOrNull("issuer", "Issuer whose tokens sign in (iss); https.");
    String audience = section.text("audience", "catenary", "Who its tokens must be for (aud).");
    String keys =
        section.textOrNull("keys", "The issuer's public keys: an https address, or a file (JWKS).");
    String claim =
        section.text("scope-claim", "scope", "Claim with view, operate, configure in it.");
    section.refuseUnknown();
    if (issuer == null && keys == null) {
      return null;
    }
    if (issuer == null || keys == null) {
      section.problem(
          issuer == null ? "issuer" : "keys", "nothing", "issuer and keys", "Add the other.");
      return null;
    }
    boolean address = keys.startsWith("https://");
    if (!address && keys.contains("://")) {
      section.problem("keys", '"' + keys + '"', "an https address, or a file", "Use https.");
    }
    return new SignInSettings.Oidc(issuer, audience, address ? keys : path(keys).toString(), claim);
  }

  private SignInSettings.@Nullable Grants grants(ConfigSection section) {
    String issuer = section.text("issuer", "catenary-fleet", "Issuer of grants (iss).");
    String keys =
        section.textOrNull(
            "keys", "The fleet's public keys (JWKS or PEM): their grants sign in offline.");
    int hours = section.whole("life-max", 336, 1, 8_784, "h", "A grant for longer is refused.");
    section.refuseUnknown();
    return keys == null
        ? null
        : new SignInSettings.Grants(issuer, path(keys), Duration.ofHours(hours));
  }

  private Path path(String name) {
    return base.resolve(name).normalize();
  }

  private static List<String> list(String text) {
    return LIST.splitAsStream(text.strip()).filter(each -> !each.isEmpty()).toList();
  }
}
