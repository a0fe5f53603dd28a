package dev.catenary.uplink.iot;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Questions in JSON and their answers, one at a time, on topics of the pattern that AWS IoT uses:
 * the answer comes on the question's topic with {@code /accepted} or {@code /rejected} behind it.
 *
 * <p>Source: AWS IoT Core Developer Guide, "Device provisioning MQTT API".
 */
final class Conversation {
  private final BrokerLine line;
  private final Duration patience;

  /** The answer is no. */
  static final class RejectedException extends IOException {
    private static final long serialVersionUID = 1;

    private final String said;

    RejectedException(String message, String said) {
      super(message);
      this.said = said;
    }

    /**
     * True where no is said to a token, which may have been used already, or by a server that
     * failed or was busy.
     */
    boolean mayBeRegistered() {
      return said.matches(
          "(?s).*(InvalidCertificateOwnershipToken|ownership token|Throttl|Internal).*");
    }
  }

  /** The line must have {@link #filters} of every question. */
  Conversation(BrokerLine line, Duration patience) {
    this.line = line;
    this.patience = patience;
  }

  static Stream<String> filters(String question) {
    return Stream.of(question + "/accepted", question + "/rejected");
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IOException when the answer is no, or there is none
   */
  JsonObject ask(String topic, JsonObject question) throws IOException, InterruptedException {
    Delivery delivery =
        line.publish(topic, question.toString().getBytes(StandardCharsets.UTF_8)).join();
    if (!(delivery instanceof Delivery.Taken)) {
      throw new IOException(
          "found "
              + delivery
              + " for the question to "
              + topic
              + "; expected an answer; cure: check"
              + " the policy of the certificate that asks");
    }
    List<String> answers = filters(topic).toList();
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - end < 0) {
      Message message = line.poll();
      if (message == null) {
        Thread.sleep(20);
      } else if (answers.contains(message.topic())) {
        return answer(topic, message);
      }
    }
    throw new IOException(
        "found no answer on "
            + topic
            + " within "
            + patience.toSeconds()
            + " s; expected one; cure: check the policy of the certificate that asks");
  }

  private static JsonObject answer(String topic, Message message) throws IOException {
    String text = message.payload().toString(StandardCharsets.UTF_8);
    JsonObject body;
    try {
      body = JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(
          "found an answer on " + topic + " that is no JSON; expected an object", e);
    }
    if (message.topic().endsWith("/rejected")) {
      throw new RejectedException(
          "found our question to "
              + topic
              + " rejected: "
              + text
              + "; expected it to be accepted; cure: as the message says; look at the provisioning"
              + " template and its hook",
          text);
    }
    return body;
  }

  /** A text of an answer. */
  static String text(JsonObject answer, String key) throws IOException {
    if (!answer.has(key) || !answer.get(key).isJsonPrimitive()) {
      throw new IOException("found no " + key + " in the answer; expected one");
    }
    return answer.get(key).getAsString();
  }
}
