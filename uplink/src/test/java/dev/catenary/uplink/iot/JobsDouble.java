package dev.catenary.uplink.iot;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs service on the side of the topics, for one thing; the broker has none. It follows the
 * AWS IoT Core Developer Guide, "Jobs device MQTT API": start-next gives the execution that is in
 * progress, else the oldest that is queued; each change counts its version up; an update that
 * expects another version is rejected with VersionMismatch, one that would leave a terminal state
 * with TerminalStateReached, details above 1,024 characters with InvalidRequest; notify-next tells
 * when the next execution is another.
 */
final class JobsDouble {
  private static final List<String> TERMINAL =
      List.of("SUCCEEDED", "FAILED", "REJECTED", "CANCELED", "TIMED_OUT", "REMOVED");

  private final BrokerLine line;
  private final Topics topics;
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  final List<String> statuses = new ArrayList<>();
  final List<String> rejections = new ArrayList<>();

  /** Before the next update is looked at; then nothing again. */
  Runnable beforeUpdate = () -> {};

  /** Times that each answer is sent: 0 loses it, 2 doubles it. */
  int copies = 1;

  /** Answers that are kept back until they are let go. */
  boolean isLate;

  private final List<Runnable> late = new ArrayList<>();

  /** An execution. */
  private static final class Execution {
    final String id;
    String status = "QUEUED";
    long version = 1;
    JsonObject details = new JsonObject();

    Execution(String id) {
      this.id = id;
    }

    boolean isTerminal() {
      return TERMINAL.contains(status);
    }
  }

  JobsDouble(BrokerLine line, Topics topics) {
    this.line = line;
    this.topics = topics;
  }

  static String[] filters(Topics topics) {
    return new String[] {topics.jobs("start-next"), topics.jobs("+/update")};
  }

  void create(String id) {
    executions.put(id, new Execution(id));
    notifyNext();
  }

  /** The service ends an execution by itself: CANCELED or TIMED_OUT. */
  void end(String id, String status) {
    Execution execution = execution(id);
    execution.status = status;
    execution.version++;
    notifyNext();
  }

  /** Somebody else changes an execution's version. */
  void touch(String id) {
    execution(id).version++;
  }

  String status(String id) {
    return execution(id).status;
  }

  String detail(String id, String name) {
    JsonObject details = execution(id).details;
    return details.has(name) ? details.get(name).getAsString() : "";
  }

  private Execution execution(String id) {
    Execution execution = executions.get(id);
    if (execution == null) {
      throw new AssertionError("no job " + id);
    }
    return execution;
  }

  /** Lets go the answers that were kept back. */
  void release() {
    isLate = false;
    late.forEach(Runnable::run);
    late.clear();
  }

  void step() {
    for (Message message = line.poll(); message != null; message = line.poll()) {
      JsonObject body =
          JsonParser.parseString(message.payload().toString(StandardCharsets.UTF_8))
              .getAsJsonObject();
      String last = message.topic().substring(topics.jobs("").length());
      if (last.equals("start-next")) {
        startNext(body);
      } else {
        Runnable once = beforeUpdate;
        beforeUpdate = () -> {};
        once.run();
        update(last.substring(0, last.indexOf('/')), body);
      }
    }
  }

  private void startNext(JsonObject body) {
    Execution next = next();
    JsonObject answer = new JsonObject();
    if (next != null) {
      if (next.status.equals("QUEUED")) {
        next.status = "IN_PROGRESS";
        next.version++;
      }
      answer.add("execution", told(next));
    }
    answer(body, "start-next/accepted", answer);
  }

  private Execution next() {
    for (String status : List.of("IN_PROGRESS", "QUEUED")) {
      for (Execution execution : executions.values()) {
        if (execution.status.equals(status)) {
          return execution;
        }
      }
    }
    return null;
  }

  private static JsonObject told(Execution execution) {
    JsonObject told = new JsonObject();
    told.addProperty("jobId", execution.id);
    told.addProperty("status", execution.status);
    told.addProperty("versionNumber", execution.version);
    told.addProperty("executionNumber", 1);
    JsonObject document = new JsonObject();
    document.addProperty("url", "https://evil.example/firmware.bin");
    told.add("jobDocument", document);
    return told;
  }

  private void update(String id, JsonObject body) {
    Execution execution = executions.get(id);
    if (execution == null) {
      reject(id, body, "ResourceNotFound");
      return;
    }
    if (execution.isTerminal()) {
      reject(id, body, "TerminalStateReached");
      return;
    }
    if (body.get("expectedVersion").getAsLong() != execution.version) {
      reject(id, body, "VersionMismatch");
      return;
    }
    JsonObject details = body.getAsJsonObject("statusDetails");
    if (details.entrySet().stream()
        .anyMatch(detail -> detail.getValue().getAsString().length() > 1_024)) {
      reject(id, body, "InvalidRequest");
      return;
    }
    execution.status = body.get("status").getAsString();
    execution.details = details;
    execution.version++;
    statuses.add(id + " " + execution.status);
    answer(body, id + "/update/accepted", new JsonObject());
    if (execution.isTerminal()) {
      notifyNext();
    }
  }

  private void reject(String id, JsonObject body, String code) {
    rejections.add(code);
    JsonObject answer = new JsonObject();
    answer.addProperty("code", code);
    answer.addProperty("message", "refused");
    answer(body, id + "/update/rejected", answer);
  }

  private void notifyNext() {
    JsonObject body = new JsonObject();
    Execution next = next();
    if (next != null) {
      body.add("execution", told(next));
    }
    tell("notify-next", body);
  }

  private void answer(JsonObject to, String last, JsonObject body) {
    body.add("clientToken", to.get("clientToken"));
    Runnable send =
        () -> {
          for (int copy = 0; copy < copies; copy++) {
            tell(last, body);
          }
        };
    if (isLate) {
      late.add(send);
    } else {
      send.run();
    }
  }

  private void tell(String last, JsonObject body) {
    line.publish(topics.jobs(last), body.toString().getBytes(StandardCharsets.UTF_8)).join();
  }
}
