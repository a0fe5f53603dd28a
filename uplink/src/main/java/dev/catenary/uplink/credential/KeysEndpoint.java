package dev.catenary.uplink.credential;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where temporary keys are to be had.
 *
 * @param host as {@code aws iot describe-endpoint --endpoint-type iot:CredentialProvider} names it
 * @param roleAlias for which role
 * @param thing ours; the endpoint checks that our certificate is attached to it
 * @param trustPem the authorities that may vouch for the endpoint; null for the system's
 */
public record KeysEndpoint(
    String host, int port, String roleAlias, String thing, @Nullable String trustPem) {
  public KeysEndpoint {
    if (host.isBlank() || !roleAlias.matches("[\\w=,@-]{1,128}")) {
      throw new IllegalArgumentException(
          "found credentials endpoint '"
              + host
              + "' and role alias '"
              + roleAlias
              + "'; expected a host and letters, digits or =,@-_, 128 at most; cure: correct"
              + " iot.credentials");
    }
  }

  URI uri() {
    return URI.create(
        "https://" + host + ":" + port + "/role-aliases/" + roleAlias + "/credentials");
  }
}
