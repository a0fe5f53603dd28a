package dev.catenary.deploy.page;

import static dev.catenary.deploy.page.DevTools.object;

import dev.catenary.device.json.JsonText;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One tab: what a technician does in it, and all that the browser found wrong while they did. */
final class Tab implements AutoCloseable {
  /** Words of the browser's log for an answer that a vehicle lacks a part, which is ordinary. */
  private static final String NOT_HERE = "status of 501";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final DevTools devTools;
  private final String session;
  private final String target;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong bytes = new AtomicLong();

  Tab(DevTools devTools, String session, String target) {
    this.devTools = devTools;
    this.session = session;
    this.target = target;
    devTools.listen(this::heard);
    for (String domain : List.of("Page", "Runtime", "Network", "Log", "Audits")) {
      call(domain + ".enable", Map.of());
    }
  }

  private void heard(DevTools.Event event) {
    if (!event.session().equals(session)) {
      return;
    }
    Map<String, Object> params = event.params();
    switch (event.method()) {
      case "Runtime.exceptionThrown" -> faults.add("exception: " + params.get("exceptionDetails"));
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(params.get("type"))) {
          faults.add("console: " + params.get("args"));
        }
      }
      case "Log.entryAdded" -> {
        Map<String, Object> entry = object(params.get("entry"));
        if (List.of("error", "warning").contains(entry.get("level"))
            && !String.valueOf(entry.get("text")).contains(NOT_HERE)) {
          faults.add("log: " + entry.get("text") + " " + entry.get("url"));
        }
      }
      case "Audits.issueAdded" -> {
        Map<String, Object> issue = object(params.get("issue"));
        if ("ContentSecurityPolicyIssue".equals(issue.get("code"))) {
          faults.add("policy: " + issue.get("details"));
        }
      }
      case "Network.requestWillBeSent" ->
          requests.add((String) object(params.get("request")).get("url"));
      case "Network.webSocketCreated" -> requests.add((String) params.get("url"));
      case "Network.loadingFinished" ->
          bytes.addAndGet(((Number) params.get("encodedDataLength")).longValue());
      default -> {}
    }
  }

  Map<String, Object> call(String method, Map<String, ?> params) {
    return devTools.call(session, method, params);
  }

  void go(String url) {
    call("Page.navigate", Map.of("url", url));
  }

  /** The value of an expression in the page; a promise is awaited. */
  @Nullable Object evaluate(String expression) {
    Map<String, Object> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return object(answer.get("result")).get("value");
  }

  String text(String selector) {
    return String.valueOf(
        evaluate(
            "[...document.querySelectorAll(%s)].map(e => e.innerText).join('\\n')"
                .formatted(JsonText.of(selector))));
  }

  /** Waits until the expression is true; a failure shows what the page says instead. */
  void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (Boolean.TRUE.equals(evaluate("Boolean(" + expression + ")"))) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError(
        "never true: " + expression + "; the page says: " + text("body") + "; faults: " + faults);
  }

  void awaitText(String selector, String words) {
    await(
        "[...document.querySelectorAll(%s)].some(e => e.innerText.includes(%s))"
            .formatted(JsonText.of(selector), JsonText.of(words)));
  }

  void click(String selector) {
    await("document.querySelector(%s)".formatted(JsonText.of(selector)));
    evaluate("document.querySelector(%s).click()".formatted(JsonText.of(selector)));
  }

  /** Presses the button or link of this name. */
  void press(String words) {
    String find =
        "[...document.querySelectorAll('button, a, summary')].find(e => e.innerText.trim() === %s)"
            .formatted(JsonText.of(words));
    await(find);
    evaluate(find + ".click()");
  }

  /** Writes into a field as a person does: what was there goes, and the page is told. */
  void fill(String selector, String words) {
    await("document.querySelector(%s)".formatted(JsonText.of(selector)));
    evaluate(
        "{ const field = document.querySelector(%s); field.value = %s; field.dispatchEvent(new Event('input')); }"
            .formatted(JsonText.of(selector), JsonText.of(words)));
  }

  void show(Screen screen, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            screen.widthPixels,
            "height",
            screen.heightPixels,
            "deviceScaleFactor",
            screen.scale,
            "mobile",
            screen.touch));
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", screen.touch));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Out of the network's reach, or back in it. */
  void offline(boolean offline) {
    conditions(offline, -1, 0);
  }

  /** The link as the browser itself can slow it: each request waits, and all share the rate. */
  void slow(long bitsPerSecond, int latencyMillis) {
    conditions(false, bitsPerSecond / 8, latencyMillis);
  }

  private void conditions(boolean offline, long bytesPerSecond, int latencyMillis) {
    call(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline",
            offline,
            "latency",
            latencyMillis,
            "downloadThroughput",
            bytesPerSecond,
            "uploadThroughput",
            bytesPerSecond));
  }

  byte[] screenshot() {
    return Base64.getDecoder()
        .decode((String) call("Page.captureScreenshot", Map.of("format", "png")).get("data"));
  }

  /** Console errors, exceptions, violated policies, failed requests. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  void forgive() {
    faults.clear();
  }

  /** Addresses of all that was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Bytes that came over the wire, headers included, of requests that are finished. */
  long receivedBytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    devTools.call(null, "Target.closeTarget", Map.of("targetId", target));
  }
}
