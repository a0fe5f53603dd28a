package dev.catenary.fleet.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka node that is broker and controller, listening on the loopback interface: {@code
 * KafkaNode FOLDER PORT CONTROLLER-PORT}. It formats the folder once and goes on with it later.
 *
 * <p>Source of the settings: Apache Kafka 4.3 documentation, "Broker Configs" and "KRaft".
 */
public final class KafkaNode {
  private static final int USAGE = 2;

  /** Above the longest time that a job may be away with a transaction open. */
  private static final String TRANSACTION_MILLIS_MAX = "7200000";

  private KafkaNode() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: KafkaNode FOLDER PORT CONTROLLER-PORT");
      System.exit(USAGE);
    }
    Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    Path settings = folder.resolve("server.properties");
    write(settings, settings(folder.resolve("data"), arguments[1], arguments[2]));
    if (!Files.exists(folder.resolve("data/meta.properties"))) {
      int status =
          StorageTool.execute(
              new String[] {
                "format",
                "--ignore-formatted",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                settings.toString()
              },
              System.out);
      if (status != 0) {
        System.err.println("found that " + folder + " cannot be formatted; see above");
        System.exit(status);
      }
    }
    Kafka.main(new String[] {settings.toString()});
  }

  private static Map<String, String> settings(Path data, String port, String controllerPort) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", data.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("transaction.max.timeout.ms", TRANSACTION_MILLIS_MAX);
    // Events are the record of surveys: they go by the fleet's retention, not by Kafka's week.
    settings.put("log.retention.ms", "-1");
    settings.put("log.segment.bytes", "67108864");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("log.cleaner.dedupe.buffer.size", "16777216");
    return settings;
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }
}
