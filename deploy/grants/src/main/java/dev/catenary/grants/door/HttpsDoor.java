package dev.catenary.grants.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.catenary.grants.desk.Presented;
import dev.catenary.grants.desk.Reception;
import dev.catenary.grants.desk.RequestJson;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.tinylog.Logger;

/**
 * The door of a process of its own: HTTPS, where vehicles come with a certificate, which TLS checks
 * before anything is read, and people without. Anybody may knock: nothing is read of a request but
 * its headers before its caller is known, and a connection whose request was not read is closed.
 */
public final class HttpsDoor implements AutoCloseable {
  public static final String GRANTS = "/v1/grants";
  private static final String HEALTH = "/v1/health";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Reception reception;
  private final Semaphore places;
  private final LongAdder turnedAwayFull = new LongAdder();

  /**
   * Limits on what callers may take up.
   *
   * @param connections further ones are closed as they come
   * @param requestsAtOnce of known callers, from the first byte of the body to the answer
   * @param requestTime from a connection's first byte until the request is read
   */
  public record Limits(int connections, int requestsAtOnce, Duration requestTime) {}

  /** Opens it; one in a process, for the server reads its limits once. */
  public HttpsDoor(InetSocketAddress address, SSLContext tls, Reception reception, Limits limits)
      throws IOException {
    this.reception = reception;
    this.places = new Semaphore(limits.requestsAtOnce());
    ServerLimits.set(limits);
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
    server.createContext(HEALTH, this::health);
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void grants(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")
          || !exchange.getRequestURI().getPath().equals(GRANTS)) {
        sendLast(
            exchange, 405, "{\"refused\":\"request\",\"reason\":\"expected POST " + GRANTS + "\"}");
        return;
      }
      var presented =
          new Presented(
              chain((HttpsExchange) exchange),
              exchange.getRequestHeaders().getFirst("Authorization"));
      Arriving body = new Arriving(exchange.getRequestBody());
      Reception.Reply reply;
      try (body) {
        reply = reception.answer(presented, body::read, exchange.getRemoteAddress().getAddress());
      }
      if (body.isRead) {
        send(exchange, reply.status(), reply.body());
      } else {
        sendLast(exchange, reply.status(), reply.body());
      }
    } catch (RuntimeException e) {
      Logger.error(e, "a request was not answered");
      throw e;
    }
  }

  /** A body that is read when there is a place for its caller, who keeps it until it is closed. */
  private final class Arriving implements AutoCloseable {
    private final InputStream bytes;
    private boolean hasPlace;
    private boolean isRead;

    private Arriving(InputStream bytes) {
      this.bytes = bytes;
    }

    private byte[] read() throws IOException, RefusedException {
      hasPlace = places.tryAcquire();
      if (!hasPlace) {
        turnedAwayFull.increment();
        throw new RefusedException(
            Reason.UNAVAILABLE,
            "as many requests as are answered at once",
            "fewer",
            "ask again; if it lasts, raise requests-at-once");
      }
      byte[] read = bytes.readNBytes(RequestJson.BYTES_MAX + 1);
      isRead = read.length <= RequestJson.BYTES_MAX;
      return read;
    }

    @Override
    public void close() {
      if (hasPlace) {
        places.release();
      }
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    try (exchange) {
      sendLast(exchange, 200, "{\"state\":\"ok\",\"turnedAwayFull\":" + turnedAwayFull + "}");
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

  /**
   * Sends the connection's last answer. What is left of the request is not waited for beyond the
   * time of a request, and who asks again and again without reading fills no more than one answer.
   */
  private static void sendLast(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    send(exchange, status, json);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    // Closed first, the answer leaves before the server looks for the rest of the request.
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(1);
    threads.close();
  }
}
