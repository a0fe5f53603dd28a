package dev.catenary.device.config;

import dev.catenary.device.config.IotSettings.KeysSettings;
import dev.catenary.device.config.IotSettings.ProvisioningSettings;
import dev.catenary.uplink.credential.IdentityFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** The keys of the message broker. */
final class IotKeys {
  private final Path base;

  /**
   * @param base folder that relative paths are taken from
   */
  IotKeys(Path base) {
    this.base = base;
  }

  /**
   * Null when no broker is named.
   *
   * @param data directory that the identity lies in where no other place is named
   */
  @Nullable IotSettings read(ConfigSection section, String vehicle, Path data) {
    String endpoint =
        section.text("endpoint", "", "Host of the message broker; left out, none is used.");
    int port = section.whole("port", 8_883, 1, 65_535, "", "Port of MQTT over TLS.");
    String thing = section.text("thing", vehicle, "This vehicle's name at the broker.");
    String identity =
        section.textOrNull(
            "identity",
            "Folder of device.pem, certificate and key; left out, identity in the data directory.");
    String trust =
        section.textOrNull("trust", "PEM of who vouches for the broker; else the system's.");
    int sessionHours =
        section.whole("session-expiry", 24, 1, 168, "h", "The broker keeps commands so long.");
    int reportSeconds =
        section.whole("report-every", 60, 5, 86_400, "s", "Pace of device reports.");
    ProvisioningSettings provisioning = provisioning(section.section("provisioning"), thing);
    KeysSettings keys = keys(section.section("credentials"));
    section.refuseUnknown();
    if (endpoint.isEmpty()) {
      if (keys != null || provisioning != null) {
        section.problem("endpoint", "nothing", "the broker's host name", "Add \"endpoint: HOST\".");
      }
      return null;
    }
    if (!thing.matches("[A-Za-z0-9:_-]{1,128}")) {
      section.problem(
          "thing", '"' + thing + '"', "letters, digits, ':', '_' or '-'", "Name it otherwise.");
      return null;
    }
    return new IotSettings(
        endpoint,
        port,
        thing,
        identity == null ? unnamed(data) : base.resolve(identity).normalize(),
        trust == null ? null : base.resolve(trust).normalize(),
        Duration.ofHours(sessionHours),
        Duration.ofSeconds(reportSeconds),
        provisioning,
        keys);
  }

  private @Nullable ProvisioningSettings provisioning(ConfigSection section, String thing) {
    String template =
        section.text("template", "", "Fleet provisioning template; left out, none is used.");
    String claim =
        section.textOrNull(
            "claim", "PEM of the claim certificate and its key, for the first time.");
    String serial = section.text("serial", thing, "The template's parameter SerialNumber.");
    int days = section.whole("renew-before", 30, 1, 3_650, "days", "Before the certificate's end.");
    section.refuseUnknown();
    if (template.isEmpty()) {
      return null;
    }
    if (!template.matches("[0-9A-Za-z_-]{1,36}")) {
      section.problem(
          "template", '"' + template + '"', "letters, digits, '_' or '-'", "Correct the name.");
      return null;
    }
    return new ProvisioningSettings(
        template,
        claim == null ? null : base.resolve(claim).normalize(),
        serial,
        Duration.ofDays(days));
  }

  private static @Nullable KeysSettings keys(ConfigSection section) {
    String endpoint =
        section.text(
            "endpoint", "", "Host of the credentials provider: temporary keys for the store.");
    int port = section.whole("port", 443, 1, 65_535, "", "Its port.");
    String alias = section.text("role-alias", "", "Role that the store's keys are for.");
    section.refuseUnknown();
    if (endpoint.isEmpty()) {
      return null;
    }
    if (!alias.matches("[\\w=,@-]{1,128}")) {
      section.problem(
          "role-alias", '"' + alias + '"', "the name of a role alias", "Add \"role-alias: NAME\".");
      return null;
    }
    return new KeysSettings(endpoint, port, alias);
  }

  /**
   * With the data: a purge of the package removes the configuration's folder, and a vehicle without
   * its key is nobody. An identity of a build that kept it beside the file goes on being used.
   */
  private Path unnamed(Path data) {
    Path place = data.resolve("identity");
    Path before = base.resolve("data/identity").normalize();
    if (new IdentityFolder(place).isSomebody() || !new IdentityFolder(before).isSomebody()) {
      return place;
    }
    Logger.warn(
        "found the identity in {}, which a purge of the package removes; expected it in {}; cure:"
            + " stop the service, move the folder there with its owner (mv), start the service",
        before,
        place);
    return before;
  }
}
