package dev.catenary.device.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One question to the status door and its answer, in as many steps as the visitor takes. */
final class Visit {
  private static final int QUESTION_BYTES_MAX = 2_048;

  private final boolean http;
  private final long sinceNanos;
  private final ByteBuffer question = ByteBuffer.allocate(QUESTION_BYTES_MAX);
  private @Nullable ByteBuffer reply;

  /**
   * @param http true when the question is an HTTP request, false when it is one word and a line end
   */
  Visit(boolean http, long sinceNanos) {
    this.http = http;
    this.sinceNanos = sinceNanos;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  boolean isHttp() {
    return http;
  }

  boolean isAnswering() {
    return reply != null;
  }

  /** Reads or writes what can be now; true when the visit is over. */
  boolean goOn(SocketChannel visitor, UnaryOperator<String> answer) throws IOException {
    ByteBuffer out = reply;
    if (out == null) {
      int read = visitor.read(question);
      String text = new String(question.array(), 0, question.position(), StandardCharsets.UTF_8);
      if (!text.contains(http ? "\r\n\r\n" : "\n")) {
        return read < 0 || !question.hasRemaining();
      }
      out = ByteBuffer.wrap(reply(text, answer).getBytes(StandardCharsets.UTF_8));
      reply = out;
    }
    visitor.write(out);
    return !out.hasRemaining();
  }

  private String reply(String text, UnaryOperator<String> answer) {
    if (!http) {
      return answer.apply(text.strip());
    }
    // A page of another origin must not read us through a name that leads to the loopback address.
    boolean local =
        text.toLowerCase(java.util.Locale.ROOT)
            .matches("(?s).*\r\nhost: ?(127\\.0\\.0\\.1|localhost)(:\\d+)?\r\n.*");
    if (!local) {
      return response("403 Forbidden", "this port answers this machine alone\n");
    }
    return text.startsWith("GET /metrics ")
        ? response("200 OK", answer.apply("metrics"))
        : response("404 Not Found", "only GET /metrics is here\n");
  }

  private static String response(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: "
        + MetricsText.CONTENT_TYPE
        + "\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }
}
