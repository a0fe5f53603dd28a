package dev.catenary.device.page;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.PageSettings;
import dev.catenary.device.page.access.DeviceCertificate;
import dev.catenary.device.page.access.SessionFile;
import dev.catenary.device.page.access.Sessions;
import dev.catenary.device.page.access.SignIn;
import dev.catenary.device.page.http.ApiTable;
import dev.catenary.device.page.http.Doorman;
import dev.catenary.device.page.http.PageServer;
import dev.catenary.device.page.http.PointsDoor;
import dev.catenary.device.page.http.PointsPoll;
import dev.catenary.device.page.http.Route;
import dev.catenary.device.page.http.SessionEndpoints;
import dev.catenary.device.page.http.Viewers;
import dev.catenary.proto.problem.LogCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * The page, from its sign-in to its sockets. Opened beside the running machine, on a thread of its
 * own: capture waits for none of it, and goes on when it cannot be opened.
 */
public final class TechnicianPage implements AutoCloseable {
  private static final long SAVE_SECONDS = 120;
  private static final long VIEWERS_SECONDS = 5;
  private static final long RENEW_SECONDS = TimeUnit.HOURS.toSeconds(6);

  private final PageParts parts;
  private final InstantSource clock;
  private final List<String> names;
  private volatile DeviceCertificate certificate;
  private final Sessions sessions;
  private final PageServer server;

  private TechnicianPage(PageParts parts, InstantSource clock) throws IOException {
    this.parts = parts;
    this.clock = clock;
    CatenaryConfig config = parts.config();
    PageSettings page = config.page();
    Path folder = config.dataDirectory().resolve("page");
    this.names = names(page);
    this.certificate = certificate();
    this.sessions =
        new Sessions(
            page.idleMax(),
            page.lifeMax(),
            clock,
            new SessionFile(
                folder.resolve("sessions.json"), SignIn.trust(page.signIn(), config.vehicle())));
    SignIn signIn = new SignIn(page.signIn(), config.vehicle(), folder, clock, parts.once());
    Viewers viewers = new Viewers(page.viewers());
    PointsPoll poll = new PointsPoll(parts.watch().points(), viewers, page.viewerBitsPerSecond());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new SessionEndpoints(
                signIn, sessions, page.readOnlyWithoutSignIn(), () -> certificate, this::about)
            .routes());
    routes.addAll(new PageRoutes(parts).all());
    routes.add(poll.route());
    this.server =
        new PageServer(
            certificate,
            new Doorman(names, sessions, page.readOnlyWithoutSignIn(), System::nanoTime),
            new ApiTable(routes),
            new PointsDoor(parts.watch().points(), sessions, viewers, page.viewerBitsPerSecond()));
    server.every(SAVE_SECONDS, sessions::save);
    server.every(VIEWERS_SECONDS, poll::look);
    server.every(RENEW_SECONDS, this::renew);
  }

  /**
   * Listens and answers when this returns.
   *
   * @throws IOException when the certificate, the sign-in's keys or a port are not to be had
   */
  public static TechnicianPage open(PageParts parts, InstantSource clock) throws IOException {
    TechnicianPage page = new TechnicianPage(parts, clock);
    try {
      page.listen();
    } catch (IOException | GeneralSecurityException e) {
      page.close();
      throw new IOException(e.getMessage(), e);
    }
    return page;
  }

  private void listen() throws IOException, GeneralSecurityException {
    PageSettings page = parts.config().page();
    server.listen(page.addresses(), page.port());
    Logger.info(
        "the technician's page is at port {}; its certificate's SHA-256 is {} {}",
        server.port(),
        certificate.fingerprint(),
        LogCode.PAGE_OPEN);
  }

  private DeviceCertificate certificate() throws IOException {
    PageSettings page = parts.config().page();
    return DeviceCertificate.ofFiles(
        page.certificate(), page.key(), parts.config().vehicle(), names, clock.instant());
  }

  /** Also one that a person has put in the file's place. */
  private void renew() {
    try {
      DeviceCertificate now = certificate();
      if (!now.fingerprint().equals(certificate.fingerprint())) {
        server.show(now);
        certificate = now;
        Logger.info("the page has another certificate; its SHA-256 is {}", now.fingerprint());
      }
    } catch (IOException | GeneralSecurityException e) {
      Logger.warn("the page's certificate stays as it was: {}", e.getMessage());
    }
  }

  private Map<String, Object> about() {
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
    sessions.save();
  }
}
