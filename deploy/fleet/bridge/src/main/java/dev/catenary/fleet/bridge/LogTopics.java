package dev.catenary.fleet.bridge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are not there yet; those that are stay as they are. */
public final class LogTopics {
  private static final long PATIENCE_SECONDS = 60;

  private LogTopics() {}

  /**
   * @param partitions of each topic that is made
   */
  public static void ensure(Properties kafka, int partitions)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (LogTopic topic : LogTopic.values()) {
        if (!present.contains(topic.topic())) {
          missing.add(topic(topic, partitions));
        }
      }
      for (var made : admin.createTopics(missing).values().values()) {
        try {
          made.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "found that the event log at "
              + kafka.getProperty("bootstrap.servers")
              + " made no topics ("
              + e.getMessage()
              + "); expected a Kafka that allows it; cure: start it, or make the topics by hand",
          e);
    }
  }

  private static NewTopic topic(LogTopic topic, int partitions) {
    Map<String, String> settings = new HashMap<>();
    if (topic.isCompacted()) {
      settings.put("cleanup.policy", "compact");
      // A crash of the writer shows only in aborted records, which are cleaned the sooner.
      settings.put("min.cleanable.dirty.ratio", "0.3");
    }
    return new NewTopic(topic.topic(), Optional.of(partitions), Optional.empty()).configs(settings);
  }
}
