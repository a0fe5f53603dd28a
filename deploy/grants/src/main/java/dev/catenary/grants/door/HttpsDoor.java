package dev.catenary.grants.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.tinylog.Logger;

/**
 * The door of a process of its own: HTTPS, where vehicles come with a certificate, which TLS checks
 * before anything is read, and people without.
 */
public final class HttpsDoor implements AutoCloseable {
  public static final String GRANTS = "/v1/grants";
  private static final String HEALTH = "/v1/health";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Reception reception;

  /** Opens it. */
  public HttpsDoor(InetSocketAddress address, SSLContext tls, Reception reception)
      throws IOException {
    this.reception = reception;
    server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = tls.getDefaultSSLParameters();
            wanted.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.setExecutor(threads);
    server.createContext(GRANTS, this::grants);
    server.createContext(HEALTH, exchange -> send(exchange, 200, "{\"state\":\"ok\"}"));
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void grants(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")
          || !exchange.getRequestURI().getPath().equals(GRANTS)) {
        send(
            exchange, 405, "{\"refused\":\"request\",\"reason\":\"expected POST " + GRANTS + "\"}");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(RequestJson.BYTES_MAX + 1);
      var presented =
          new Presented(
              chain((HttpsExchange) exchange),
              exchange.getRequestHeaders().getFirst("Authorization"));
      var reply = reception.answer(presented, body, exchange.getRemoteAddress().getAddress());
      send(exchange, reply.status(), reply.body());
    } catch (RuntimeException e) {
      Logger.error(e, "a request was not answered");
      throw e;
    }
  }

  private static List<X509Certificate> chain(HttpsExchange exchange) {
    try {
      Certificate[] chain = exchange.getSSLSession().getPeerCertificates();
      return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(1);
    threads.close();
  }
}
