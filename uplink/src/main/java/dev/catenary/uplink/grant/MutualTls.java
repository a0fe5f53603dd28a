package dev.catenary.uplink.grant;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that shows this vehicle's certificate and trusts one authority; made anew when a
 * file has changed, so that a rotated certificate is in force without a restart. Any thread may
 * ask.
 */
final class MutualTls implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final GrantConfig config;
  private @Nullable HttpClient client;
  private List<FileTime> made = List.of();

  MutualTls(GrantConfig config) {
    this.config = config;
  }

  synchronized HttpClient client() throws IOException {
    List<FileTime> now = new ArrayList<>();
    for (Path file : List.of(config.certificate(), config.key(), config.authority())) {
      now.add(Files.getLastModifiedTime(file));
    }
    HttpClient known = client;
    if (known != null && now.equals(made)) {
      return known;
    }
    HttpClient fresh =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .sslContext(context())
            .build();
    if (known != null) {
      known.shutdown();
    }
    client = fresh;
    made = now;
    return fresh;
  }

  private SSLContext context() throws IOException {
    try {
      KeyStore own = empty();
      own.setKeyEntry(
          "vehicle",
          PemFiles.privateKey(config.key()),
          new char[0],
          PemFiles.certificates(config.certificate()).toArray(Certificate[]::new));
      KeyStore trusted = empty();
      for (Certificate authority : PemFiles.certificates(config.authority())) {
        trusted.setCertificateEntry("authority-" + trusted.size(), authority);
      }
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "found '"
              + e.getMessage()
              + "' with "
              + config.certificate()
              + " and "
              + config.key()
              + "; expected a certificate and its own key; cure: provision this vehicle again",
          e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
