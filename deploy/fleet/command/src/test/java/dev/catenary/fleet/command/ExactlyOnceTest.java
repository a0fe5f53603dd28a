package dev.catenary.fleet.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.fleet.command.demo.FleetProcesses;
import dev.catenary.fleet.command.demo.LogCheck;
import dev.catenary.fleet.command.demo.StoreCheck;
import dev.catenary.fleet.command.survey.Sent;
import dev.catenary.fleet.command.survey.SimulatedFleet;
import dev.catenary.fleet.process.KafkaProcess;
import dev.catenary.fleet.process.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka, job and desk in processes of their own, the job and the desk killed while events come. The
 * events are those of simulated vehicles, a quarter of them repeats, older revisions after newer
 * ones among them. {@code -Dcatenary.fleet.vehicles=400 -Dcatenary.fleet.kills=20} makes it long.
 */
class ExactlyOnceTest {
  private static final Path HOME = Path.of(System.getProperty("catenary.root", "../../.."));
  private static final int VEHICLES = Integer.getInteger("catenary.fleet.vehicles", 8);
  private static final int ZONES = Integer.getInteger("catenary.fleet.zones", 100);
  private static final int KILLS = Integer.getInteger("catenary.fleet.kills", 1);
  private static final long WAIT_NANOS = 180_000_000_000L;

  @TempDir Path folder;

  @Test
  void eachFindingIsSaidOnceThoughTheJobIsKilled() throws Exception {
    for (String part : List.of("log", "stream", "desk")) {
      assumeTrue(
          Files.isDirectory(HOME.resolve("deploy/fleet/" + part + "/target/lib")),
          "needs the module packaged: " + part);
    }
    SimulatedFleet fleet = new SimulatedFleet(VEHICLES, ZONES, 4);
    try (KafkaProcess kafka = KafkaProcess.start(HOME, folder.resolve("kafka"))) {
      makeTopics(kafka);
      FleetProcesses parts = new FleetProcesses(HOME, folder, kafka);
      try (Program job = parts.job("");
          Program desk = parts.desk(dev.catenary.fleet.process.Ports.free(), 0);
          KafkaProducer<String, byte[]> producer = producer(kafka)) {
        job.awaitOutput("job starts from the beginning of the log", 60);
        List<Sent> messages = fleet.messages();
        long killedMillis = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
          send(producer, messages, kill);
          if (kill < KILLS) {
            // In the middle of a transaction: some findings are out, and none of them committed.
            awaitCheckpoint(job, killedMillis);
            job.kill();
            killedMillis = System.currentTimeMillis();
            desk.kill();
            desk.restart();
            job.restart();
          }
        }
        List<String> differences;
        long end = System.nanoTime() + WAIT_NANOS;
        do {
          Thread.sleep(500);
          differences = fleet.differences(StoreCheck.findings(parts.store()).values());
        } while (!differences.isEmpty() && job.isAlive() && System.nanoTime() - end < 0);
        assertThat(differences.stream().limit(20)).as(job.output()).isEmpty();
        assertThat(job.output()).contains("job starts from " + folder.resolve("checkpoints"));
        LogCheck log = LogCheck.of(kafka.servers());
        assertThat(log.twice()).isZero();
        assertThat(log.outOfOrder()).isZero();
        // Where the second year's zone is read before the first year's event, nothing is told.
        assertThat(log.raised() - log.withdrawn()).isEqualTo(fleet.raised() - fleet.withdrawn());
        assertThat(log.raised()).isLessThanOrEqualTo(fleet.raised());
        assertThat(StoreCheck.findings(parts.store())).isEqualTo(log.newest());
        job.kill();
        Files.move(folder.resolve("checkpoints"), folder.resolve("lost"));
        job.restart();
        assertThatThrownBy(() -> job.awaitOutput("never said", 60))
            .as("it does not start from nothing")
            .hasMessageContaining("found findings in the log and no checkpoint");
      }
    }
  }

  /** Waits for a checkpoint of the job's present life. */
  private void awaitCheckpoint(Program job, long sinceMillis) throws Exception {
    long end = System.nanoTime() + WAIT_NANOS;
    while (job.isAlive() && System.nanoTime() - end < 0) {
      Path checkpoints = folder.resolve("checkpoints");
      if (Files.isDirectory(checkpoints)) {
        try (var files = Files.walk(checkpoints)) {
          if (files.anyMatch(
              file -> file.endsWith("_metadata") && file.toFile().lastModified() > sinceMillis)) {
            return;
          }
        } catch (java.io.UncheckedIOException e) {
          // A checkpoint was removed while it was looked at.
        }
      }
      Thread.sleep(100);
    }
  }

  private static void send(KafkaProducer<String, byte[]> producer, List<Sent> all, int part) {
    int from = all.size() * part / (KILLS + 1);
    int to = all.size() * (part + 1) / (KILLS + 1);
    for (Sent message : all.subList(from, to)) {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(
              message.kind().equals("seen") ? "zones-seen" : "zone-events",
              message.vehicle(),
              message.payload());
      record.headers().add("owner", "east".getBytes(StandardCharsets.UTF_8));
      var _ = producer.send(record);
    }
    producer.flush();
  }

  private static KafkaProducer<String, byte[]> producer(KafkaProcess kafka) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka.servers());
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private static void makeTopics(KafkaProcess kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.servers()))) {
      admin
          .createTopics(
              List.of("zone-events", "zones-seen", "findings", "alerts").stream()
                  .map(topic -> new NewTopic(topic, 4, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }
}
