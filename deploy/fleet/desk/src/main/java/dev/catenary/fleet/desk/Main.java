package dev.catenary.fleet.desk;

import dev.catenary.fleet.desk.mail.Mailer;
import dev.catenary.fleet.desk.mail.SmtpPost;
import dev.catenary.fleet.desk.page.DeskServer;
import dev.catenary.fleet.desk.store.FindingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * The desk as a process of its own: {@code Main SETTINGS}. Settings are {@code name = value}:
 * {@code store}, {@code port}, {@code owner}, {@code mail-from}, {@code mail-to}; {@code
 * kafka.NAME} goes to Kafka, {@code smtp.NAME} to the mail's transport as {@code mail.smtp.NAME}.
 */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: Main SETTINGS");
      System.exit(USAGE);
    }
    try {
      run(Path.of(arguments[0]).toAbsolutePath());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } catch (RuntimeException e) {
      Logger.error(e, "the desk ends");
    }
    System.exit(1);
  }

  private static void run(Path file) throws IOException {
    Properties all = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      all.load(reader);
    }
    Properties kafka = part(all, "kafka.", "");
    if (!kafka.containsKey("bootstrap.servers") || !all.containsKey("store")) {
      throw new IOException(
          file + ": found no kafka.bootstrap.servers or no store; expected both; cure: add them");
    }
    FindingStore store = new FindingStore(file.resolveSibling(all.getProperty("store")));
    DeskServer server = new DeskServer(store, Integer.parseInt(all.getProperty("port", "8090")));
    if (all.containsKey("mail-to")) {
      Mailer mailer =
          new Mailer(
              store,
              new SmtpPost(
                  part(all, "smtp.", "mail.smtp."),
                  all.getProperty("mail-from", "catenary@localhost"),
                  all.getProperty("mail-to")),
              InstantSource.system());
      var _ =
          Executors.newSingleThreadScheduledExecutor(
                  Thread.ofPlatform().name("desk-mail").daemon().factory())
              .scheduleWithFixedDelay(() -> work(mailer), 1, 1, TimeUnit.SECONDS);
    }
    LogReader reader = new LogReader(kafka, store, all.getProperty("owner", ""), server::changed);
    Logger.info("desk at {}", server.address());
    reader.run();
  }

  private static void work(Mailer mailer) {
    try {
      mailer.doWork();
    } catch (RuntimeException e) {
      Logger.error(e, "mail waits");
    }
  }

  private static Properties part(Properties all, String prefix, String instead) {
    Properties part = new Properties();
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        part.setProperty(instead + name.substring(prefix.length()), all.getProperty(name).strip());
      }
    }
    return part;
  }
}
