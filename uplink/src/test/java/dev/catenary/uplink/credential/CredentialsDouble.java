package dev.catenary.uplink.credential;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLParameters;

/**
 * The credentials provider: HTTPS that wants a client certificate. It follows the AWS IoT Core
 * Developer Guide, "Authorizing direct calls to AWS services using AWS IoT Core credential
 * provider": GET /role-aliases/ALIAS/credentials with the header x-amzn-iot-thingname answers
 * {@code {"credentials": {accessKeyId, secretAccessKey, sessionToken, expiration}}}, or 403 with a
 * message where the certificate is not the thing's.
 */
final class CredentialsDouble implements AutoCloseable {
  private final HttpsServer server;
  volatile int asked;
  volatile int status = 200;
  volatile Duration good = Duration.ofHours(1);
  volatile Instant clock = Instant.now();

  /** An HTML page in place of every answer, with status 200; null for none. */
  volatile String page;

  CredentialsDouble(PrivateAuthority authority) throws IOException, InterruptedException {
    authority.server("credentials");
    DeviceIdentity own =
        DeviceIdentity.parse(
            "credentials",
            Files.readString(authority.file("credentials.pem"))
                + Files.readString(authority.file("credentials.key")));
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(MutualTls.context(own, authority.trustPem())) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", exchange -> answer((HttpsExchange) exchange));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpsExchange exchange) throws IOException {
    asked++;
    String name = exchange.getSSLSession().getPeerPrincipal().getName();
    String thing = exchange.getRequestHeaders().getFirst("x-amzn-iot-thingname");
    boolean isTheThing = name.equals("CN=" + thing);
    boolean isThere = exchange.getRequestURI().getPath().equals("/role-aliases/upload/credentials");
    int code = status != 200 ? status : isTheThing && isThere ? 200 : 403;
    String body =
        code == 200
            ? """
              {"credentials":{"accessKeyId":"ASIA%d","secretAccessKey":"secret",\
              "sessionToken":"token","expiration":"%s"}}\
              """
                .formatted(asked, DateTimeFormatter.ISO_INSTANT.format(clock.plus(good)))
            : "{\"message\":\"Invalid thing name passed\"}";
    exchange
        .getResponseHeaders()
        .set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.atZone(ZoneOffset.UTC)));
    String shown = page;
    if (shown != null) {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      code = 200;
      body = shown;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
