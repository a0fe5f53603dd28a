package dev.catenary.fleet.stream;

import dev.catenary.fleet.stream.job.FleetJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job in this process: {@code Main SETTINGS [--from-the-beginning]}. It goes on from the newest
 * complete checkpoint. Without one it starts only where nothing was written yet, or where it is
 * told to, for it would say all findings anew under versions that were used.
 *
 * <p>Settings are {@code name = value}: {@code checkpoints} names the folder; {@code kafka.NAME}
 * goes to Kafka's clients, {@code flink.NAME} to Flink.
 */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    boolean anyway = arguments.length == 2 && arguments[1].equals("--from-the-beginning");
    if (arguments.length != 1 && !anyway) {
      System.err.println("usage: Main SETTINGS [--from-the-beginning]");
      System.exit(USAGE);
    }
    try {
      run(Path.of(arguments[0]).toAbsolutePath(), anyway);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Path file, boolean anyway) throws Exception {
    Properties all = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      all.load(reader);
    }
    Properties kafka = part(all, "kafka.");
    if (!kafka.containsKey("bootstrap.servers") || !all.containsKey("checkpoints")) {
      throw new IOException(
          file + ": found no kafka.bootstrap.servers or no checkpoints; expected both; cure: add");
    }
    Path folder = file.resolveSibling(all.getProperty("checkpoints").strip());
    Configuration flink = new Configuration();
    flink.setString("execution.checkpointing.dir", folder.toUri().toString());
    flink.setString("execution.checkpointing.interval", "2 s");
    flink.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    flink.setString("execution.checkpointing.num-retained", "3");
    flink.setString("state.backend.type", "hashmap");
    flink.setString("pipeline.generic-types", "false");
    flink.setString("parallelism.default", "2");
    flink.setString("restart-strategy.type", "none");
    Properties own = part(all, "flink.");
    own.stringPropertyNames().forEach(name -> flink.setString(name, own.getProperty(name)));
    Optional<Path> newest = new Checkpoints(folder).newest();
    if (newest.isPresent()) {
      flink.setString("execution.state-recovery.path", newest.get().toUri().toString());
    } else if (!anyway
        && (WrittenTopics.hasRecords(kafka, "findings")
            || WrittenTopics.hasRecords(kafka, "alerts"))) {
      throw new IOException(
          "found findings in the log and no checkpoint in "
              + folder
              + "; expected the checkpoint that they came from; cure: bring the folder back, or empty"
              + " findings, alerts and the desk's store and start with --from-the-beginning");
    }
    System.out.println(
        "job starts from " + newest.map(Path::toString).orElse("the beginning of the log"));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(flink);
    FleetJob.build(environment, kafka, guarantee(all));
    environment.execute("catenary-fleet");
  }

  /** Exactly once, but for a test that shows what the other would do. */
  private static DeliveryGuarantee guarantee(Properties all) {
    return DeliveryGuarantee.valueOf(
        all.getProperty("guarantee", "exactly-once")
            .strip()
            .toUpperCase(Locale.ROOT)
            .replace('-', '_'));
  }

  private static Properties part(Properties all, String prefix) {
    Properties part = new Properties();
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        part.setProperty(name.substring(prefix.length()), all.getProperty(name).strip());
      }
    }
    return part;
  }
}
