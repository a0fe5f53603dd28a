package dev.catenary.grants;

import dev.catenary.grants.desk.GrantService;
import dev.catenary.grants.desk.Settings;
import dev.catenary.grants.desk.SettingsException;
import dev.catenary.grants.door.HttpsDoor;
import dev.catenary.grants.door.ServerTls;
import dev.catenary.grants.identity.PemFiles;
import dev.catenary.grants.request.AuditLog;
import dev.catenary.grants.table.TableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tinylog.Logger;

/** The service as a process of its own: {@code java -jar catenary-grants.jar SETTINGS}. */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: catenary-grants SETTINGS");
      System.exit(USAGE);
    }
    try {
      HttpsDoor door = open(Settings.ofFile(Path.of(arguments[0])));
      Runtime.getRuntime().addShutdownHook(new Thread(door::close, "grants-close"));
      Logger.info("grants at {}", door.address());
    } catch (IOException | SettingsException | TableException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static HttpsDoor open(Settings settings)
      throws IOException, SettingsException, TableException {
    Path certificate = settings.certificate();
    Path key = settings.key();
    if (certificate == null || key == null) {
      throw new SettingsException(
          List.of("found no certificate or no key; expected both; cure: add them"));
    }
    return new HttpsDoor(
        new InetSocketAddress(settings.listenAddress(), settings.listenPort()),
        ServerTls.context(
            certificate, key, PemFiles.certificates(settings.deviceAuthority()), new AuditLog()),
        GrantService.reception(settings),
        new HttpsDoor.Limits(
            settings.connections(), settings.requestsAtOnce(), settings.requestTime()));
  }
}
