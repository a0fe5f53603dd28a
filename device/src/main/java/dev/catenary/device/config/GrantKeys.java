package dev.catenary.device.config;

import dev.catenary.device.config.CatenaryConfig.UploadStore;
import dev.catenary.uplink.grant.GrantConfig;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The keys of uploads by grants: where the service is, and how this vehicle shows who it is. */
final class GrantKeys {
  private GrantKeys() {}

  /** Null where the store is another, or the keys cannot be used, which is then told. */
  static @Nullable GrantConfig read(ConfigSection upload, Path base, UploadStore store) {
    ConfigSection section = upload.section("grants");
    String url = section.text("url", "", "The grant service, as https://grants.example.");
    Path certificate =
        path(section, base, "certificate", "vehicle.pem", "This vehicle's certificate, PEM.");
    Path key = path(section, base, "key", "vehicle.key", "Its private key, PEM, unencrypted.");
    Path authority =
        path(section, base, "ca", "grants-ca.pem", "Who signs the service's certificate, PEM.");
    section.refuseUnknown();
    if (store != UploadStore.GRANTS) {
      return null;
    }
    try {
      return new GrantConfig(
          URI.create(url), certificate, key, authority, GrantConfig.DEFAULT_TIMEOUT);
    } catch (IllegalArgumentException e) {
      section.problem("url", '"' + url + '"', "https://host", "Name the grant service.");
      return null;
    }
  }

  private static Path path(
      ConfigSection section, Path base, String key, String fallback, String sentence) {
    return base.resolve(section.text(key, fallback, sentence)).normalize();
  }
}
