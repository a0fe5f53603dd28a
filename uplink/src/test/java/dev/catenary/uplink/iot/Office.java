package dev.catenary.uplink.iot;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.Command;
import dev.catenary.proto.message.CommandAnswer;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.uplink.credential.PrivateAuthority;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The other end of a vehicle's broker: asks, and collects what is told; with a shadow's double. */
public final class Office implements AutoCloseable {
  private final Topics topics;
  private final BrokerLine line;
  private final ShadowDouble shadow;
  private final List<CommandAnswer> answers = new ArrayList<>();
  private final List<DeviceReport> reports = new ArrayList<>();
  private final List<ChunkReceipt> receipts = new ArrayList<>();

  public Office(MosquittoProcess broker, PrivateAuthority authority, String vehicle)
      throws IOException, InterruptedException {
    this.topics = new Topics(vehicle);
    String[] filters =
        Stream.concat(
                Stream.of(topics.answers(), topics.reports(), topics.receipts()),
                Stream.of(ShadowDouble.filters(topics)))
            .toArray(String[]::new);
    this.line = CloudBench.peer(broker, authority, "office", filters);
    this.shadow = new ShadowDouble(line, topics);
  }

  /** Takes in what has come. */
  public void look() {
    try {
      for (Message message = line.poll(); message != null; message = line.poll()) {
        String topic = message.topic();
        if (topic.equals(topics.answers())) {
          answers.add(CommandAnswer.parseFrom(message.payload()));
        } else if (topic.equals(topics.reports())) {
          reports.add(DeviceReport.parseFrom(message.payload()));
        } else if (topic.equals(topics.receipts())) {
          receipts.add(ChunkReceipt.parseFrom(message.payload()));
        } else {
          shadow.take(message);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a message that is none", e);
    }
  }

  public void send(Command command) {
    line.publish(topics.commands(), command.toByteArray()).join();
  }

  /** Writes to the desired part, as an application does. */
  public void desire(String key, String json) {
    shadow.desire(key, json);
  }

  /** The JSON of one reported key; empty when there is none. */
  public String reported(String key) {
    look();
    return shadow.reported().has(key) ? shadow.reported().get(key).toString() : "";
  }

  public List<CommandAnswer> answers() {
    look();
    return List.copyOf(answers);
  }

  public List<DeviceReport> reports() {
    look();
    return List.copyOf(reports);
  }

  public List<ChunkReceipt> receipts() {
    look();
    return List.copyOf(receipts);
  }

  @Override
  public void close() {
    line.close();
  }
}
