package dev.catenary.device.service;

import dev.catenary.device.selftest.DeviceKey;
import dev.catenary.device.update.trust.format.KeyScheme;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** The device's key as that of its reports on software: the one that signs self-test records. */
record ReportKey(DeviceKey device) implements SigningKey {
  @Override
  public TrustKey publicKey() {
    return TrustKey.of(KeyScheme.ED25519, device.publicKey());
  }

  @Override
  public byte[] sign(byte[] bytes) throws IOException {
    try {
      return device.sign(bytes);
    } catch (GeneralSecurityException e) {
      throw new IOException("the device's key did not sign: " + e.getMessage(), e);
    }
  }
}
