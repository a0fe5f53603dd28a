package dev.catenary.device.page.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import dev.catenary.durable.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Keys in a file: a JWK set (RFC 7517), or one public key or certificate as PEM. */
final class KeyFile implements TokenKeys {
  private final Path file;
  private long readAtMillis;
  private @Nullable JWKSet read;

  KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized JWKSet keys(boolean anew) throws IOException {
    long changed = Files.getLastModifiedTime(file).toMillis();
    JWKSet known = read;
    if (known == null || changed != readAtMillis) {
      known = parse(SmallFile.keys(file));
      read = known;
      readAtMillis = changed;
    }
    return known;
  }

  /** A PEM key has no id of its own; it gets its thumbprint (RFC 7638). */
  private JWKSet parse(String text) throws IOException {
    try {
      return text.stripLeading().startsWith("{")
          ? JWKSet.parse(text).toPublicJWKSet()
          : new JWKSet(PublicKeys.jwk(text));
    } catch (ParseException | JOSEException | GeneralSecurityException | IOException e) {
      throw new IOException(
          "found "
              + file
              + " unreadable as keys ("
              + e.getMessage()
              + "); expected a JWK set, or one public key or certificate as PEM; cure: replace the"
              + " file",
          e);
    }
  }
}
