package dev.catenary.fleet.bridge;

import java.util.Map;

/**
 * Decision on one message: where it goes in the log. Sealed, so that nothing is forgotten.
 *
 * @see Gate
 */
public sealed interface Arrival {
  /** Topic of the log. */
  LogTopic topic();

  /** Key in the log: the vehicle; of a refused message the thing. */
  String key();

  /** Headers beside the bytes as they came. */
  Map<String, String> headers();

  /** It is what it says it is. */
  record Taken(LogTopic topic, String key, Map<String, String> headers) implements Arrival {
    public Taken {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * It is not.
   *
   * @param reason a name for counting, as {@code unreadable}
   * @param why for a person: found, expected, cure
   */
  record Refused(String key, Reason reason, String why, String mqttTopic) implements Arrival {
    @Override
    public LogTopic topic() {
      return LogTopic.REFUSED;
    }

    @Override
    public Map<String, String> headers() {
      return Map.of("reason", reason.word(), "why", why, "mqtt-topic", mqttTopic);
    }
  }

  /** Kinds of refusal. */
  enum Reason {
    /** The topic is none that vehicles publish on. */
    TOPIC("topic"),
    /** More bytes than a message may have. */
    TOO_LARGE("too-large"),
    /** The bytes are no such message. */
    UNREADABLE("unreadable"),
    /** A version of the message's meaning that is not known here. */
    VERSION("version"),
    /** The payload names another vehicle than the topic. */
    FOREIGN("foreign"),
    /** The vehicle worked for no utility at that time. */
    NO_OWNER("no-owner"),
    /** A time that is none. */
    TIME("time");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
