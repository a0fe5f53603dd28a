package dev.catenary.uplink.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.MutualTls;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page for a browser where a grant is expected, as a captive portal or a proxy sends it. */
class PageForAGrantTest {
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Sign in to Hotel Wi-Fi</title></head></html>";

  @TempDir Path folder;
  private HttpsServer portal;
  private GrantedStore store;
  private volatile int status;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    PrivateAuthority authority = new PrivateAuthority(folder.resolve("ca"));
    authority.server("portal");
    authority.client("drone-1");
    DeviceIdentity own =
        DeviceIdentity.parse(
            "portal",
            Files.readString(authority.file("portal.pem"))
                + Files.readString(authority.file("portal.key")));
    portal = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    portal.setHttpsConfigurator(
        new HttpsConfigurator(MutualTls.context(own, authority.trustPem())));
    portal.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          if (status == 302) {
            exchange.getResponseHeaders().set("Location", "http://login.example/portal");
          }
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    portal.start();
    store =
        new GrantedStore(
            new GrantConfig(
                URI.create("https://localhost:" + portal.getAddress().getPort()),
                authority.file("drone-1.pem"),
                authority.file("drone-1.key"),
                authority.certificate(),
                Duration.ofSeconds(20)),
            key -> Optional.empty(),
            InstantSource.system());
  }

  @AfterEach
  void end() {
    store.close();
    portal.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 403, 404, 511})
  void pageIsNoGrantAndNoRefusalAndIsAskedAgain(int status) {
    this.status = status;
    assertThatThrownBy(() -> store.find("drone-1/m7/rank1/x.laz"))
        .hasMessageContainingAll(
            "found answer " + status,
            "an HTML page titled 'Sign in to Hotel Wi-Fi'",
            "expected a grant",
            "cure: check upload.grants.url")
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.RETRY));
  }
}
