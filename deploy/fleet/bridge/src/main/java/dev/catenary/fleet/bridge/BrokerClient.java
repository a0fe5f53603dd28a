package dev.catenary.fleet.bridge;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** An MQTT 5 client that connects again by itself, with TLS where an authority is named. */
public final class BrokerClient {
  private static final char[] NO_PASSWORD = new char[0];

  private BrokerClient() {}

  /**
   * @param reconnected called when a connection that was lost is there again
   */
  public static Mqtt5AsyncClient of(BridgeSettings settings, Runnable reconnected)
      throws IOException, GeneralSecurityException {
    AtomicBoolean lost = new AtomicBoolean();
    var builder =
        Mqtt5Client.builder()
            .identifier(settings.mqttClient())
            .serverHost(settings.mqttHost())
            .serverPort(settings.mqttPort())
            .automaticReconnect()
            .initialDelay(200, TimeUnit.MILLISECONDS)
            .maxDelay(30, TimeUnit.SECONDS)
            .applyAutomaticReconnect()
            .addDisconnectedListener(
                context -> {
                  if (!lost.getAndSet(true)) {
                    Logger.warn("the broker is away: {}", context.getCause().getMessage());
                  }
                })
            .addConnectedListener(
                context -> {
                  if (lost.getAndSet(false)) {
                    reconnected.run();
                  }
                });
    Path authority = settings.mqttAuthority();
    if (authority != null) {
      builder = builder.sslConfig(tls(authority, settings));
    }
    return builder.buildAsync();
  }

  private static MqttClientSslConfig tls(Path authority, BridgeSettings settings)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(authority)) {
      trusted.setCertificateEntry("authority-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var config = MqttClientSslConfig.builder().trustManagerFactory(trust);
    KeyManagerFactory keys = keys(settings.mqttCertificate(), settings.mqttKey());
    return keys == null ? config.build() : config.keyManagerFactory(keys).build();
  }

  private static @Nullable KeyManagerFactory keys(@Nullable Path certificate, @Nullable Path key)
      throws IOException, GeneralSecurityException {
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore own = emptyStore();
    own.setKeyEntry(
        "bridge", key(key), NO_PASSWORD, certificates(certificate).toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return keys;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (var stream = Files.newInputStream(file)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(stream));
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file);
    String body = text.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    GeneralSecurityException last = null;
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
      } catch (GeneralSecurityException e) {
        last = e;
      } catch (IllegalArgumentException e) {
        throw new IOException(
            file + ": found no PKCS#8 PEM; expected BEGIN PRIVATE KEY; cure: openssl pkcs8 -topk8",
            e);
      }
    }
    throw new GeneralSecurityException(file + ": found a key of no known kind", last);
  }
}
