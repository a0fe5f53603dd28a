package dev.catenary.device.page;

import dev.catenary.device.config.ConfigEntry;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.config.ConfigProblem;
import dev.catenary.device.log.Redaction;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.access.Sessions;
import dev.catenary.device.page.http.Refusal;
import dev.catenary.device.page.http.Reply;
import dev.catenary.device.page.http.Request;
import dev.catenary.device.page.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Shows, checks and keeps the configuration. Only a text that was checked and found good is kept,
 * and only while the file is the one it was checked against. What is kept takes effect with the
 * next start.
 */
final class ConfigRoutes {
  private static final long CONFIRM_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final ConfigProblem UNREADABLE =
      new ConfigProblem(
          0,
          "",
          "a text that cannot be read as YAML",
          "one mapping of the keys in docs/configuration.md",
          "Undo the last changes, or begin from an example of the configuration.");

  private final ConfigStore store;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Checked checked;
  private boolean restartNeeded;

  ConfigRoutes(Path file) {
    this.store = new ConfigStore(file);
  }

  /** A text that may be kept. */
  private record Checked(String confirm, String before, String text, long untilNanos) {}

  List<Route> routes() {
    return List.of(
        Route.get("config", Scope.CONFIGURE, this::show),
        Route.large("POST", "config/check", Scope.CONFIGURE, this::check),
        Route.large("PUT", "config", Scope.CONFIGURE, this::keep));
  }

  private synchronized Reply show(Request request) throws IOException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("file", store.file());
    told.put("text", Redaction.hidden(store.read()));
    told.put("restartNeeded", restartNeeded);
    return Reply.json(told);
  }

  private synchronized Reply check(Request request) throws IOException, Refusal {
    String before = store.read();
    String text = Redaction.restored(text(request), before);
    Parsed now = parse(text);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("problems", now.problems.stream().map(ConfigRoutes::told).toList());
    told.put("changes", changes(parse(before).entries, now.entries));
    checked = null;
    if (now.problems.isEmpty()) {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      String confirm = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      checked = new Checked(confirm, before, text, System.nanoTime() + CONFIRM_NANOS);
      told.put("confirm", confirm);
    }
    return Reply.json(told);
  }

  private synchronized Reply keep(Request request) throws IOException, Refusal {
    Map<String, Object> body = request.json();
    Checked good = checked;
    if (!(body.get("confirm") instanceof String confirm)
        || good == null
        || System.nanoTime() - good.untilNanos > 0
        || !Sessions.same(confirm, good.confirm)) {
      throw new Refusal(
          409, "confirm", "a text that was not checked", "that of config/check", "Check it first.");
    }
    String before = store.read();
    if (!good.before.equals(before)
        || !good.text.equals(Redaction.restored(text(request), before))) {
      throw new Refusal(
          409,
          "confirm",
          "another text, or another file, than was checked",
          "the same of both",
          "Check it again.");
    }
    checked = null;
    Path previous;
    try {
      previous = store.replace(good.text);
    } catch (IOException e) {
      Logger.warn("the configuration was not kept: {}", e.toString());
      throw new Refusal(
          409,
          "not-writable",
          store.file() + " that the service may not write (" + e.getClass().getSimpleName() + ")",
          "one that it may",
          "Give the service's user the right, or change the file by hand.");
    }
    restartNeeded = true;
    Logger.warn("{} changed the configuration; the former one is {}", request.who(), previous);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("saved", true);
    told.put("previous", previous);
    told.put("applies", "on the next start of the service");
    return Reply.json(told);
  }

  private static String text(Request request) throws Refusal {
    if (request.json().get("text") instanceof String text) {
      return text;
    }
    throw new Refusal(400, "malformed", "no text", "{\"text\": ...}", "Use the page.");
  }

  private record Parsed(List<ConfigEntry> entries, List<ConfigProblem> problems) {}

  private Parsed parse(String text) {
    try {
      ConfigFile file = ConfigFile.parse(store.name(), text, store.folder());
      return new Parsed(file.entries(), file.problems());
    } catch (ConfigException e) {
      return new Parsed(List.of(), e.problems());
    } catch (RuntimeException | StackOverflowError e) {
      // A text that its reader does not survive is a person's mistake, not the vehicle's.
      Logger.debug("a configuration could not be read: {}", e.toString());
      return new Parsed(List.of(), List.of(UNREADABLE));
    }
  }

  private static Map<String, Object> told(ConfigProblem problem) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("line", problem.line());
    one.put("key", problem.key());
    one.put("found", Redaction.isSecret(problem.key()) ? "***" : problem.found());
    one.put("expected", problem.expected());
    one.put("cure", problem.cure());
    return one;
  }

  private static List<Object> changes(List<ConfigEntry> before, List<ConfigEntry> now) {
    Map<String, String> values = new LinkedHashMap<>();
    before.forEach(entry -> values.put(entry.key(), value(entry)));
    List<Object> changes = new ArrayList<>();
    for (ConfigEntry entry : now) {
      String was = values.remove(entry.key());
      if (!value(entry).equals(was)) {
        changes.add(change(entry.key(), was, value(entry)));
      }
    }
    values.forEach((key, was) -> changes.add(change(key, was, null)));
    return changes;
  }

  private static String value(ConfigEntry entry) {
    return entry.value() + (entry.unit().isEmpty() ? "" : " " + entry.unit());
  }

  private static Map<String, Object> change(
      String key, @Nullable String from, @Nullable String to) {
    boolean secret = Redaction.isSecret(key);
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("key", key);
    one.put("from", secret && from != null ? "***" : from);
    one.put("to", secret && to != null ? "***" : to);
    return one;
  }
}
