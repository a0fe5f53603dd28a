package dev.catenary.uplink.iot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.catenary.uplink.iot.JobOrders.Progress;
import dev.catenary.uplink.transfer.Backoff;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Jobs of AWS IoT for one thing: starts the next one, hands it on as a hint, and tells its progress
 * under the version it was made from. A job that the service has ended, that timed out or that is
 * no longer ours is let go, and the next one is asked for. A job in hand never holds up the line.
 *
 * <p>Source: AWS IoT Core Developer Guide, "Jobs device MQTT API", "Job execution states" and "Jobs
 * limits".
 */
final class UpdateJobs {
  private static final String START = "start-next";
  private static final String NOTIFY = "notify-next";
  private static final int VALUE_CHARACTERS_MAX = 1_024;
  private static final int JOB_CHARACTERS_MAX = 64;

  /** The service gives up a job that tells nothing for that long; the most that it takes. */
  private static final int STEP_MINUTES = 10_080;

  private static final long ANSWER_NANOS = 30_000_000_000L;
  private static final long LOOK_NANOS = 1_000_000_000;

  /** One that is under way is told of anew before the service's time is up. */
  private static final long TELL_NANOS = 6L * 3_600 * 1_000_000_000;

  private final Topics topics;
  private final JobOrders orders;
  private final LongSupplier nanoClock;
  private final Backoff again;
  private int connection;
  private boolean ask;
  private long askAtNanos;
  private long lookAtNanos;
  private long token;
  private @Nullable CompletableFuture<Delivery> underWay;
  private @Nullable String awaited;
  private long awaitedSinceNanos;
  private @Nullable Job job;

  /** The job in hand. */
  private static final class Job {
    private final String id;
    private long version;
    private final long execution;
    private @Nullable Progress told;
    private @Nullable Progress telling;
    private long toldAtNanos;

    Job(String id, long version, long execution) {
      this.id = id;
      this.version = version;
      this.execution = execution;
    }
  }

  UpdateJobs(Topics topics, JobOrders orders, LongSupplier nanoClock, Backoff again) {
    this.topics = topics;
    this.orders = orders;
    this.nanoClock = nanoClock;
    this.again = again;
    this.lookAtNanos = nanoClock.getAsLong();
  }

  /** The topics that {@link #take} wants to see; none where nobody takes jobs. */
  static Stream<String> filters(Topics topics, JobOrders orders) {
    return orders.isThere()
        ? Stream.of(NOTIFY, START + "/+", "+/update/+").map(topics::jobs)
        : Stream.empty();
  }

  /** Any bytes are allowed; false when the message is of another topic. */
  boolean take(Message message) {
    String topic = message.topic();
    if (!topic.startsWith(topics.jobs(""))) {
      return false;
    }
    try {
      JsonObject body =
          JsonParser.parseString(message.payload().toString(StandardCharsets.UTF_8))
              .getAsJsonObject();
      take(topic.substring(topics.jobs("").length()), body);
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NumberFormatException
        | UnsupportedOperationException e) {
      Logger.warn("the jobs' message on {} cannot be understood: {}", topic, e.getMessage());
    }
    return true;
  }

  private void take(String last, JsonObject body) {
    switch (last) {
      case NOTIFY -> askAfter(0);
      case START + "/accepted" -> {
        if (isAwaited(START, body)) {
          started(body);
        }
      }
      case START + "/rejected" -> {
        if (isAwaited(START, body)) {
          Logger.warn("the next job cannot be started: {}", said(body));
          askAfter(again.nextNanos());
        }
      }
      default -> {
        Job now = job;
        if (now != null && last.equals(now.id + "/update/accepted") && isAwaited(now.id, body)) {
          accepted(now);
        } else if (now != null
            && last.equals(now.id + "/update/rejected")
            && isAwaited(now.id, body)) {
          refused(now, body);
        }
      }
    }
  }

  /** An answer that comes late or twice carries another token, and is left alone. */
  private boolean isAwaited(String what, JsonObject body) {
    JsonElement said = body.get("clientToken");
    if (!what.equals(awaited) || said == null || !said.getAsString().equals(what + "-" + token)) {
      return false;
    }
    awaited = null;
    return true;
  }

  private static String said(JsonObject body) {
    return (body.has("code") ? body.get("code").getAsString() : "")
        + " "
        + (body.has("message") ? body.get("message").getAsString() : "");
  }

  private void started(JsonObject body) {
    again.succeeded();
    if (!body.has("execution") || body.getAsJsonObject("execution").size() == 0) {
      job = null;
      return;
    }
    JsonObject execution = body.getAsJsonObject("execution");
    String id = execution.get("jobId").getAsString();
    if (!id.matches("[A-Za-z0-9_-]{1," + JOB_CHARACTERS_MAX + "}")) {
      throw new IllegalStateException("a job's name of other characters");
    }
    Job before = job;
    Job next =
        new Job(
            id,
            execution.get("versionNumber").getAsLong(),
            execution.has("executionNumber") ? execution.get("executionNumber").getAsLong() : 1);
    job = next;
    if (before == null || !before.id.equals(id)) {
      Logger.info("job {} says that there is something to update", id);
      orders.hint(id);
    }
  }

  private void accepted(Job now) {
    again.succeeded();
    now.version++;
    Progress telling = now.telling;
    now.told = telling;
    now.telling = null;
    if (telling != null && telling.isEnd()) {
      job = null;
      askAfter(0);
    }
  }

  /** Another's version is asked for anew; a job that is over for the service is over for us. */
  private void refused(Job now, JsonObject body) {
    now.telling = null;
    String code = body.has("code") ? body.get("code").getAsString() : "";
    switch (code) {
      case "VersionMismatch" -> askAfter(0);
      case "InvalidStateTransition", "TerminalStateReached", "ResourceNotFound" -> {
        Logger.info("job {} is over for the service: {}", now.id, said(body));
        job = null;
        askAfter(0);
      }
      default -> {
        Logger.warn("the progress of job {} is refused: {}", now.id, said(body));
        askAfter(again.nextNanos());
      }
    }
  }

  /** Asks for the next job: a message may have been dropped. */
  void askAgain() {
    askAfter(0);
  }

  private void askAfter(long nanos) {
    ask = true;
    askAtNanos = nanoClock.getAsLong() + nanos;
  }

  /** Asks and tells what is due. */
  int step(BrokerLine line) {
    LineState state = line.state();
    if (!state.up() || !orders.isThere()) {
      return 0;
    }
    long now = nanoClock.getAsLong();
    if (state.connections() != connection) {
      connection = state.connections();
      lost();
      askAfter(0);
    }
    if (isWaiting(now)) {
      return 0;
    }
    if (ask && now - askAtNanos >= 0) {
      ask = false;
      JsonObject body = new JsonObject();
      body.addProperty("stepTimeoutInMinutes", STEP_MINUTES);
      send(line, START, START, body);
      return 1;
    }
    if (now - lookAtNanos < 0) {
      return 0;
    }
    lookAtNanos = now + LOOK_NANOS;
    return tell(line, now);
  }

  private boolean isWaiting(long now) {
    CompletableFuture<Delivery> last = underWay;
    if (last != null && last.isDone()) {
      underWay = null;
      if (!(last.join() instanceof Delivery.Taken)) {
        lost();
        askAfter(again.nextNanos());
      }
    }
    if (awaited != null && now - awaitedSinceNanos >= ANSWER_NANOS) {
      Logger.warn("no answer of the jobs' service to {} within 30 s", awaited);
      lost();
      askAfter(again.nextNanos());
    }
    return awaited != null;
  }

  private void lost() {
    awaited = null;
    Job now = job;
    if (now != null) {
      now.telling = null;
    }
  }

  private int tell(BrokerLine line, long nanos) {
    Job now = job;
    if (now == null || ask) {
      return 0;
    }
    Progress progress = orders.progress(now.id);
    if (progress.equals(now.told) && nanos - now.toldAtNanos < TELL_NANOS) {
      return 0;
    }
    now.telling = progress;
    now.toldAtNanos = nanos;
    JsonObject body = new JsonObject();
    body.addProperty("status", progress.status().name());
    body.addProperty("expectedVersion", now.version);
    body.addProperty("executionNumber", now.execution);
    if (!progress.isEnd()) {
      body.addProperty("stepTimeoutInMinutes", STEP_MINUTES);
    }
    JsonObject details = new JsonObject();
    for (Map.Entry<String, String> detail : progress.details().entrySet()) {
      String value = detail.getValue();
      details.addProperty(
          detail.getKey(), value.substring(0, Math.min(value.length(), VALUE_CHARACTERS_MAX)));
    }
    body.add("statusDetails", details);
    send(line, now.id, now.id + "/update", body);
    return 1;
  }

  private void send(BrokerLine line, String what, String topic, JsonObject body) {
    token++;
    awaited = what;
    awaitedSinceNanos = nanoClock.getAsLong();
    body.addProperty("clientToken", what + "-" + token);
    underWay = line.publish(topics.jobs(topic), ShadowDocument.bytes(body));
  }
}
