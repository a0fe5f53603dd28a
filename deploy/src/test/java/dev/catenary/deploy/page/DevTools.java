package dev.catenary.deploy.page;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.device.json.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Chrome DevTools Protocol over one WebSocket: calls by number, events by session.
 *
 * <p>Source: "Chrome DevTools Protocol", tot, domains Target, Page, Runtime, Network, Emulation.
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final long ANSWER_SECONDS = 120;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile @Nullable WebSocket socket;

  /** Something the browser tells unasked. */
  record Event(String session, String method, Map<String, Object> params) {}

  static DevTools connect(URI address) {
    DevTools devTools = new DevTools();
    devTools.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, devTools).join();
    return devTools;
  }

  void listen(Consumer<Event> listener) {
    listeners.add(listener);
  }

  /** Calls and waits for the answer; a refusal is an exception with the browser's own words. */
  Map<String, Object> call(@Nullable String session, String method, Map<String, ?> params) {
    long number = numbers.incrementAndGet();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", number);
    message.put("method", method);
    message.put("params", params);
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    synchronized (this) {
      socket.sendText(JsonText.of(message), true).join();
    }
    try {
      Map<String, Object> whole = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (whole.containsKey("error")) {
        throw new IllegalStateException(method + ": " + whole.get("error"));
      }
      return object(whole.get("result"));
    } catch (TimeoutException e) {
      throw new IllegalStateException(method + ": no answer in " + ANSWER_SECONDS + " s", e);
    } catch (Exception e) {
      throw e instanceof RuntimeException known ? known : new IllegalStateException(method, e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      String text = partial.toString();
      partial.setLength(0);
      take(text);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void take(String text) {
    try {
      Map<String, Object> message = JSONObjectUtils.parse(text);
      if (message.get("id") instanceof Number number) {
        CompletableFuture<Map<String, Object>> answer = waiting.remove(number.longValue());
        if (answer != null) {
          answer.complete(message);
        }
      } else {
        Event event =
            new Event(
                String.valueOf(message.get("sessionId")),
                (String) message.get("method"),
                object(message.get("params")));
        listeners.forEach(listener -> listener.accept(event));
      }
    } catch (ParseException e) {
      throw new IllegalStateException("the browser speaks no JSON: " + text, e);
    }
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    waiting.values().forEach(answer -> answer.completeExceptionally(error));
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    IllegalStateException gone = new IllegalStateException("the browser is gone: " + reason);
    waiting.values().forEach(answer -> answer.completeExceptionally(gone));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
