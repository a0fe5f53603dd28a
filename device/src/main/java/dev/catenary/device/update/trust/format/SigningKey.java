package dev.catenary.device.update.trust.format;

import java.io.IOException;

/** A private key that signs here and is not shown, in a file or a token. */
public interface SigningKey {
  /** Its public half, as metadata lists it. */
  TrustKey publicKey();

  byte[] sign(byte[] bytes) throws IOException;
}
