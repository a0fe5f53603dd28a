package dev.catenary.device.doctor;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Goes the way to the store step by step: name, connection, certificate, then an upload that is
 * begun and abandoned, which proves credentials and the right to write without leaving an object.
 */
public final class StoreCheck implements Check {
  private static final Duration RENEW_BEFORE = Duration.ofDays(14);

  private final URI endpoint;
  private final ObjectStore store;
  private final String key;
  private final int timeoutMillis;

  /**
   * @param endpoint of the store, with its scheme
   * @param key under which nothing will be stored
   */
  public StoreCheck(URI endpoint, ObjectStore store, String key, Duration timeout) {
    this.endpoint = endpoint;
    this.store = store;
    this.key = key;
    this.timeoutMillis = (int) timeout.toMillis();
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    String host = endpoint.getHost();
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      all.add(
          Diagnosis.bad(
              "DNS",
              "no address for " + host,
              "its address",
              "Check the link (mmcli, nmcli) and the name servers (resolvectl status)."));
      return all;
    }
    all.add(Diagnosis.good("DNS", host + " is " + address.getHostAddress(), "its address"));
    boolean secure = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : secure ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      if (secure) {
        all.add(certificate(socket, host, port));
      }
    } catch (IOException e) {
      all.add(
          Diagnosis.bad(
              "store",
              endpoint + ": " + e.getMessage(),
              "a connection",
              "Check firewall, proxy and clock; chunks wait in the spool meanwhile."));
      return all;
    }
    all.add(write());
    return all;
  }

  private static Diagnosis certificate(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
      socket.startHandshake();
      X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      Instant end = first.getNotAfter().toInstant();
      String expected = "one that is trusted and good for two weeks";
      String found = first.getSubjectX500Principal() + " until " + end;
      return end.minus(RENEW_BEFORE).isBefore(Instant.now())
          ? Diagnosis.doubtful("certificate", found, expected, "Its owner must renew it.")
          : Diagnosis.good("certificate", found, expected);
    }
  }

  private Diagnosis write() {
    String expected = "the right to write below " + store.describe();
    try {
      String upload = store.begin(key, Checksums.of(ByteBuffer.allocate(0)));
      store.abandon(key, upload);
      return Diagnosis.good("credentials", "an upload was begun and abandoned", expected);
    } catch (StoreException e) {
      return Diagnosis.bad(
          "credentials",
          String.valueOf(e.getMessage()),
          expected,
          "Correct the keys, the bucket or its policy (s3:PutObject, s3:AbortMultipartUpload).");
    }
  }
}
