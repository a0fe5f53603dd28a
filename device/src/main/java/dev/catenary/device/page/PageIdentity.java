package dev.catenary.device.page;

import dev.catenary.device.config.PageSettings;
import dev.catenary.device.page.access.DeviceCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The page's address and certificate, for those who compare it with what a browser shows.
 *
 * @param sha256 fingerprint of the certificate
 * @param pem the certificate itself
 */
public record PageIdentity(int port, String sha256, Instant until, String pem) {
  /** As it is on the disk now; empty without a page, or before its first start. */
  public static Optional<PageIdentity> of(PageSettings page) {
    if (!page.isOn() || !Files.isReadable(page.certificate()) || !Files.isReadable(page.key())) {
      return Optional.empty();
    }
    try {
      DeviceCertificate shown = DeviceCertificate.read(page.certificate(), page.key());
      return Optional.of(
          new PageIdentity(page.port(), shown.fingerprint(), shown.until(), shown.pem()));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** For a person, on two lines. */
  public String text() {
    return """
    Page at port %d, its certificate good until %s, SHA-256
      %s
    """
        .formatted(port, until, sha256);
  }

  /** For a script. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("port", port);
    members.put("certificateSha256", sha256);
    members.put("certificateUntil", until);
    return members;
  }
}
