package dev.catenary.uplink.iot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.transfer.Backoff;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The named shadow {@code capture}: what is desired of us, tried on and reported. A difference only
 * makes us ask for the whole document, so that what is tried on is never half a desired state. Each
 * report names the version it was made from, so that one overtaken by a newer desired state is
 * refused by the service and made anew.
 *
 * <p>Source: AWS IoT Core Developer Guide, "Device Shadow MQTT topics", "Device Shadow service
 * documents" and "Device Shadow error messages".
 */
final class CaptureShadow {
  static final String NAME = "capture";

  private static final String GET = "get";
  private static final String UPDATE = "update";
  private static final String DELTA = "update/delta";
  private static final List<String> WANTED =
      List.of("get/accepted", "get/rejected", DELTA, "update/accepted", "update/rejected");
  private static final long ANSWER_NANOS = 30_000_000_000L;
  private static final long RECORDINGS_LOOK_NANOS = 1_000_000_000;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Topics topics;
  private final Wishes wishes;
  private final DesiredRecordings journal;
  private final Counters counters;
  private final LongSupplier nanoClock;
  private final Backoff again;
  private int connection;
  private boolean ask;
  private long askAtNanos;
  private @Nullable JsonObject report;
  private @Nullable CompletableFuture<Delivery> underWay;
  private long token;
  private @Nullable String awaited;
  private long awaitedSinceNanos;
  private volatile @Nullable String trouble;

  /** Reported states of recordings; null until the document was seen on this connection. */
  private @Nullable JsonArray recordings;

  private long recordingsLookAtNanos;

  CaptureShadow(
      Topics topics, Wishes wishes, Counters counters, LongSupplier nanoClock, Backoff again) {
    this.topics = topics;
    this.wishes = wishes;
    this.journal = new DesiredRecordings(wishes);
    this.counters = counters;
    this.nanoClock = nanoClock;
    this.again = again;
  }

  /** The topics that {@link #take} wants to see. */
  static Stream<String> filters(Topics topics) {
    return WANTED.stream().map(last -> topics.shadow(NAME, last));
  }

  /** Any bytes are allowed; false when the message is of another topic. */
  boolean take(Message message) {
    String topic = message.topic();
    if (!topic.startsWith(topics.shadow(NAME, ""))) {
      return false;
    }
    try {
      JsonObject body =
          JsonParser.parseString(message.payload().toString(StandardCharsets.UTF_8))
              .getAsJsonObject();
      String last = topic.substring(topics.shadow(NAME, "").length());
      if (awaited != null && last.startsWith(awaited + "/") && !last.equals(DELTA)) {
        awaited = null;
      }
      switch (last) {
        case "get/accepted" -> consider(body);
        case "update/accepted" -> trouble = null;
        case DELTA -> askAfter(0);
        case "get/rejected" -> rejected(body, "question");
        case "update/rejected" -> rejected(body, "report");
        default -> {}
      }
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NumberFormatException
        | UnsupportedOperationException e) {
      Logger.warn("the shadow's message on {} cannot be understood: {}", topic, e.getMessage());
    }
    return true;
  }

  /** Why nothing can be reported back, and the cure; null when it can. Any thread may ask. */
  @Nullable String trouble() {
    return trouble;
  }

  /** Asks for the whole document: a message may have been dropped. */
  void askAgain() {
    askAfter(0);
  }

  private void troubled(String found) {
    String sentence =
        "the shadow '"
            + NAME
            + "' of "
            + topics.thing()
            + " cannot be reported: found "
            + found
            + "; expected it to be accepted; cure: allow the thing its shadow's topics, and keep"
            + " the shadow below 8 KiB";
    if (!sentence.equals(trouble)) {
      Logger.warn("{}", sentence);
    }
    trouble = sentence;
  }

  private void askAfter(long nanos) {
    ask = true;
    askAtNanos = nanoClock.getAsLong() + nanos;
  }

  private void rejected(JsonObject body, String what) {
    int code = body.has("code") ? body.get("code").getAsInt() : 0;
    switch (code) {
      // Nobody has desired anything yet: there is no document. Ours makes one.
      case NOT_FOUND -> {
        JsonObject first = ShadowDocument.reported("", wishes.upload("").active(), null);
        tellRecordings(first, null);
        report = ShadowDocument.update(first, null, "report-" + token++);
      }
      // Somebody was quicker: what they wrote is looked at first.
      case CONFLICT -> askAfter(again.nextNanos());
      default -> {
        String said = body.has("message") ? body.get("message").getAsString() : "";
        troubled("our " + what + " rejected with " + code + " " + said);
        askAfter(again.nextNanos());
      }
    }
  }

  private void consider(JsonObject document) {
    if (!document.has("version")) {
      throw new IllegalStateException("no version in the document");
    }
    JsonObject state = ShadowDocument.child(document, "state");
    JsonObject wanted = ShadowDocument.child(state, "desired");
    JsonObject before = ShadowDocument.child(state, "reported");
    JsonObject now = considerUpload(wanted.get("upload"), before);
    JsonElement list = wanted.get("journal");
    int refusals = journal.consider(list);
    tellRecordings(now, list);
    if (ShadowDocument.isReportedAlready(before, now)) {
      trouble = null;
      again.succeeded();
      return;
    }
    if (refusals > 0) {
      counters.add(DeviceCounter.SHADOW_REFUSALS, refusals);
      Logger.warn("of the shadow's list {} {} entries are refused", list, refusals);
    }
    report = ShadowDocument.update(now, document.get("version").getAsLong(), "report-" + token++);
  }

  private JsonObject considerUpload(@Nullable JsonElement desired, JsonObject before) {
    if (desired == null || desired.isJsonNull()) {
      return ShadowDocument.reported("", wishes.upload("").active(), null);
    }
    Wishes.Verdict verdict = wishes.upload(desired.toString());
    if (!verdict.taken()) {
      counters.increment(DeviceCounter.SHADOW_REFUSALS);
      Logger.warn("the shadow's wish {} is refused: {}", desired, verdict.reason());
    }
    JsonObject now = ShadowDocument.reported(verdict.reason(), verdict.active(), desired);
    if (verdict.taken() && !desired.equals(before.get("upload"))) {
      now.add("upload", ShadowDocument.replacing(ShadowDocument.child(before, "upload"), desired));
    }
    return now;
  }

  /** The list is said back as it was seen, so that it makes no difference any more. */
  private void tellRecordings(JsonObject now, @Nullable JsonElement list) {
    JsonArray states = journal.states();
    recordings = states;
    now.add("journal", list == null ? JsonNull.INSTANCE : list);
    now.add("recordings", states.isEmpty() ? JsonNull.INSTANCE : states);
  }

  /** Asks and reports what is due. */
  int step(BrokerLine line) {
    LineState state = line.state();
    if (!state.up()) {
      return 0;
    }
    if (state.connections() != connection) {
      connection = state.connections();
      recordings = null;
      awaited = null;
      askAfter(0);
    }
    CompletableFuture<Delivery> last = underWay;
    if (last != null) {
      if (!last.isDone()) {
        return 0;
      }
      underWay = null;
      switch (last.join()) {
        case Delivery.Taken() -> {}
        case Delivery.Refused(String reason) -> {
          awaited = null;
          troubled("our message refused by the broker: " + reason);
          askAfter(again.nextNanos());
        }
        case Delivery.Lost(String reason) -> {
          awaited = null;
          askAfter(again.nextNanos());
        }
      }
    }
    if (awaited != null && nanoClock.getAsLong() - awaitedSinceNanos >= ANSWER_NANOS) {
      troubled("no answer to our " + awaited + " within 30 s");
      awaited = null;
      askAfter(again.nextNanos());
    }
    JsonObject due = report;
    if (due != null) {
      report = null;
      underWay = send(line, UPDATE, due);
      return 1;
    }
    lookAtRecordings();
    if (ask && nanoClock.getAsLong() - askAtNanos >= 0) {
      ask = false;
      JsonObject question = new JsonObject();
      question.addProperty("clientToken", "get-" + token++);
      underWay = send(line, GET, question);
      return 1;
    }
    return 0;
  }

  private CompletableFuture<Delivery> send(BrokerLine line, String what, JsonObject body) {
    awaited = what;
    awaitedSinceNanos = nanoClock.getAsLong();
    return line.publish(topics.shadow(NAME, what), ShadowDocument.bytes(body));
  }

  private void lookAtRecordings() {
    long now = nanoClock.getAsLong();
    if (ask || recordings == null || now - recordingsLookAtNanos < 0) {
      return;
    }
    recordingsLookAtNanos = now + RECORDINGS_LOOK_NANOS;
    if (!journal.states().equals(recordings)) {
      askAfter(0);
    }
  }
}
