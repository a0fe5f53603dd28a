package dev.catenary.device.page;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.PageSettings;
import dev.catenary.device.page.access.DeviceCertificate;
import dev.catenary.device.page.access.Sessions;
import dev.catenary.device.page.access.SignIn;
import dev.catenary.device.page.http.ApiTable;
import dev.catenary.device.page.http.Doorman;
import dev.catenary.device.page.http.PageServer;
import dev.catenary.device.page.http.PointsDoor;
import dev.catenary.device.page.http.Route;
import dev.catenary.device.page.http.SessionEndpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;

/**
 * The page, from its sign-in to its sockets. Opened beside the running machine, on a thread of its
 * own: capture waits for none of it, and goes on when it cannot be opened.
 */
public final class TechnicianPage implements AutoCloseable {
  private final PageServer server;

  private TechnicianPage(PageServer server) {
    this.server = server;
  }

  /**
   * Listens and answers when this returns.
   *
   * @throws IOException when the certificate, the sign-in's keys or a port are not to be had
   */
  public static TechnicianPage open(PageParts parts, InstantSource clock) throws IOException {
    CatenaryConfig config = parts.config();
    PageSettings page = config.page();
    List<String> names = names(page);
    DeviceCertificate certificate =
        DeviceCertificate.ofFiles(
            page.certificate(), page.key(), config.vehicle(), names, clock.instant());
    Sessions sessions = new Sessions(page.idleMax(), page.lifeMax(), clock);
    SignIn signIn =
        new SignIn(page.signIn(), config.vehicle(), config.dataDirectory().resolve("page"), clock);
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new SessionEndpoints(signIn, sessions, page.readOnlyWithoutSignIn(), () -> about(parts))
            .routes());
    routes.addAll(new PageRoutes(parts).all());
    PageServer server =
        new PageServer(
            certificate,
            new Doorman(names, sessions, page.readOnlyWithoutSignIn(), System::nanoTime),
            new ApiTable(routes),
            new PointsDoor(
                parts.watch().points(), sessions, page.viewers(), page.viewerBitsPerSecond()));
    try {
      server.listen(page.addresses(), page.port());
      Logger.info(
          "the technician's page is at port {}; its certificate's SHA-256 is {}",
          server.port(),
          certificate.fingerprint());
    } catch (IOException | GeneralSecurityException e) {
      server.close();
      throw new IOException(e.getMessage(), e);
    }
    return new TechnicianPage(server);
  }

  private static Map<String, Object> about(PageParts parts) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("device", "catenary:" + parts.config().vehicle());
    told.put("vehicle", parts.config().vehicle());
    told.put("mission", parts.config().mission());
    told.put("softwareVersion", parts.softwareVersion());
    return told;
  }

  /** Configured names, and the computer's own. */
  private static List<String> names(PageSettings page) {
    List<String> names = new ArrayList<>(page.names());
    try {
      String host = InetAddress.getLocalHost().getHostName();
      if (host.matches("[A-Za-z0-9.-]+") && !host.matches("[0-9.]+")) {
        names.add(host);
        names.add(host + ".local");
      }
    } catch (UnknownHostException e) {
      Logger.debug("this computer has no name: {}", e.getMessage());
    }
    return names;
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
