package dev.catenary.device.page.access;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;

/** The public keys that tokens are checked against. */
interface TokenKeys {
  /**
   * The keys as they are known.
   *
   * @param anew true when a token names a key that is not among them: worth another look where that
   *     is allowed again
   */
  JWKSet keys(boolean anew) throws IOException;
}
