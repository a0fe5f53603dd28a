package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.grants.identity.IssuerKeys;
import dev.catenary.grants.identity.PeopleTokens;
import dev.catenary.grants.request.RefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer whose keys are found as OpenID Connect Discovery 1.0, section 4, says. */
class IssuerKeysTest {
  private HttpServer server;
  private Tokens tokens;
  private String issuer;
  private String told;

  @BeforeEach
  void start() throws Exception {
    tokens = new Tokens();
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    told = issuer;
    server.createContext(
        "/",
        exchange -> {
          boolean asked =
              exchange.getRequestURI().getPath().equals("/.well-known/openid-configuration");
          String json =
              asked
                  ? "{\"issuer\":\"" + told + "\",\"jwks_uri\":\"" + issuer + "/keys\"}"
                  : tokens.keySet();
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void keysAreFoundByAskingTheIssuer() throws Exception {
    var people =
        new PeopleTokens(issuer, Tokens.AUDIENCE, "utility", IssuerKeys.open(issuer, null));
    String token = tokens.signed(Tokens.claims().issuer(issuer));
    assertThat(people.person(token, Instant.now()).subject()).isEqualTo("ann");
    String unknown = tokens.signed(Tokens.claims().issuer(issuer), "key-2");
    assertThatThrownBy(() -> people.person(unknown, Instant.now()))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void issuerThatSaysItIsAnotherIsRefused() {
    told = "https://another.example";
    assertThatThrownBy(() -> IssuerKeys.open(issuer, null)).isInstanceOf(IOException.class);
  }
}
