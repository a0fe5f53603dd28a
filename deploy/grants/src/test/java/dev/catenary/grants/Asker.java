package dev.catenary.grants;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.identity.PemFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the service over real TLS, with a certificate, a token or neither, and uses the grants. */
final class Asker {
  private static final HttpClient PLAIN = HttpClient.newHttpClient();

  private final URI grants;
  private final HttpClient client;
  private final String token;

  private Asker(URI service, HttpClient client, String token) {
    this.grants = service.resolve("/v1/grants");
    this.client = client;
    this.token = token;
  }

  static Asker vehicle(URI service, Path authority, TestAuthority.Identity identity)
      throws Exception {
    return new Asker(service, client(authority, identity), null);
  }

  static Asker person(URI service, Path authority, String token) throws Exception {
    return new Asker(service, client(authority, null), token);
  }

  private static HttpClient client(Path authority, TestAuthority.Identity identity)
      throws Exception {
    return HttpClient.newBuilder()
        .sslContext(tls(authority, identity))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  /** Trusts the authority, and shows a certificate unless that is null. */
  static SSLContext tls(Path authority, TestAuthority.Identity identity) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", PemFiles.certificates(authority).getFirst());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (identity != null) {
      own.setKeyEntry(
          "own",
          PemFiles.privateKey(identity.key()),
          new char[0],
          PemFiles.certificates(identity.certificate()).toArray(Certificate[]::new));
    }
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** Asks for the service's health. */
  String health() throws IOException, InterruptedException {
    var question = HttpRequest.newBuilder(grants.resolve("/v1/health")).build();
    return client.send(question, BodyHandlers.ofString()).body();
  }

  Said ask(Map<String, Object> request) throws IOException, InterruptedException {
    var question =
        HttpRequest.newBuilder(grants)
            .POST(BodyPublishers.ofString(JSONObjectUtils.toJSONString(request)));
    if (token != null) {
      question.header("Authorization", "Bearer " + token);
    }
    var answer = client.send(question.build(), BodyHandlers.ofString());
    try {
      return new Said(answer.statusCode(), JSONObjectUtils.parse(answer.body()));
    } catch (java.text.ParseException e) {
      throw new IOException(answer.body(), e);
    }
  }

  /** Sends what was granted, or something else. */
  static int send(String method, String url, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return PLAIN.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** Response of the service. */
  record Said(int status, Map<String, Object> fields) {
    String refused() {
      return String.valueOf(fields.get("refused"));
    }

    String reason() {
      return String.valueOf(fields.get("reason"));
    }

    String url() {
      return String.valueOf(fields.get("url"));
    }

    @SuppressWarnings("unchecked")
    Map<String, String> headers() {
      return (Map<String, String>) fields.get("headers");
    }

    int send(byte[] body) throws IOException, InterruptedException {
      return Asker.send(String.valueOf(fields.get("method")), url(), headers(), body);
    }
  }
}
