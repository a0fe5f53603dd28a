package dev.catenary.grants.door;

import dev.catenary.grants.identity.PemFiles;
import dev.catenary.grants.request.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** The server's side of mutual TLS, from PEM files. */
public final class ServerTls {
  private ServerTls() {}

  /**
   * Reads the files.
   *
   * @param certificate of this server, with those that signed it
   * @param deviceAuthorities whose clients are let in
   */
  public static SSLContext context(
      Path certificate, Path key, List<X509Certificate> deviceAuthorities, AuditLog audit)
      throws IOException {
    try {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "server",
          PemFiles.privateKey(key),
          new char[0],
          PemFiles.certificates(certificate).toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.getKeyManagers(),
          new TrustManager[] {new LoggedTrust(trust(deviceAuthorities), audit)},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "found '"
              + e.getMessage()
              + "' with "
              + certificate
              + " and "
              + key
              + "; expected a certificate and its key",
          e);
    }
  }

  private static X509ExtendedTrustManager trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }
}
