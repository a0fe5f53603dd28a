package dev.catenary.fleet.bridge;

import dev.catenary.grants.table.FileTable;
import dev.catenary.grants.table.TableException;
import dev.catenary.grants.table.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tinylog.Logger;

/**
 * The bridge as a process of its own: {@code Main SETTINGS}. It ends with status 1 when the log has
 * refused a message for good, so that whoever keeps services starts it again.
 */
public final class Main {
  private static final int USAGE = 2;
  private static final long REPORT_SECONDS = 30;
  private static final Duration TABLE_AGE = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: Main SETTINGS");
      System.exit(USAGE);
    }
    Counts counts = new Counts();
    try {
      BridgeSettings settings = BridgeSettings.ofFile(Path.of(arguments[0]));
      Tables tables =
          new Tables(
              new FileTable(settings.vehicles()),
              new FileTable(settings.utilities()),
              new FileTable(settings.revoked()),
              TABLE_AGE,
              System::nanoTime);
      LogTopics.ensure(settings.kafka(), settings.partitions());
      Gate gate =
          new Gate((vehicle, captured) -> tables.current().vehicles().utilityAt(vehicle, captured));
      Bridge bridge = new Bridge(settings, gate, counts);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    bridge.close();
                    Logger.info("bridge ends: {}", counts);
                  },
                  "bridge-close"));
      Logger.info("bridge runs");
      while (!bridge.awaitBroken(REPORT_SECONDS)) {
        Logger.info("bridge: {}", counts);
      }
    } catch (IOException | TableException e) {
      System.err.println(e.getMessage());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      System.err.println("found that the broker cannot be used: " + e);
    }
    System.exit(1);
  }
}
