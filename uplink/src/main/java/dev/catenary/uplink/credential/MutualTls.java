package dev.catenary.uplink.credential;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS in which both ends show a certificate. */
public final class MutualTls {
  private static final char[] IN_MEMORY = new char[0];

  private MutualTls() {}

  /**
   * @param trustPem the authorities that may vouch for the other end; null for the system's
   * @throws IOException when they cannot be read
   */
  public static SSLContext context(DeviceIdentity identity, @Nullable String trustPem)
      throws IOException {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "device", identity.key(), IN_MEMORY, identity.chain().toArray(Certificate[]::new));
      KeyManagerFactory ours = KeyManagerFactory.getInstance("PKIX");
      ours.init(keys, IN_MEMORY);
      TrustManagerFactory theirs = TrustManagerFactory.getInstance("PKIX");
      theirs.init(trustPem == null ? null : authorities(trustPem));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "found certificates that make no TLS ("
              + e.getMessage()
              + "); expected the device's and those it trusts; cure: install them again",
          e);
    }
  }

  private static KeyStore authorities(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    int number = 0;
    for (PemText.Block block : PemText.parse(pem)) {
      if (block.label().equals("CERTIFICATE")) {
        store.setCertificateEntry(
            "authority-" + number++, factory.generateCertificate(block.bytes().newInput()));
      }
    }
    if (number == 0) {
      throw new IOException(
          "found no certificate among the authorities; expected PEM; cure: install the file again");
    }
    return store;
  }
}
