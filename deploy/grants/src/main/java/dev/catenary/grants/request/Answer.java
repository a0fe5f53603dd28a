package dev.catenary.grants.request;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Answer of the desk to one request. */
public sealed interface Answer {
  /**
   * The right to send one request.
   *
   * @param headers to be sent exactly so; they are under the signature, as are host and length
   * @param bucket where the object lies, for the log
   * @param evidence what the time of capture rests on
   */
  record Grant(
      String method,
      URI url,
      Map<String, String> headers,
      Instant expires,
      String utility,
      String bucket,
      Evidence evidence)
      implements Answer {
    public Grant {
      headers = Map.copyOf(headers);
    }

    /** Without the signature: whoever has that has the right. */
    @Override
    public String toString() {
      return "Grant[" + method + " " + url.getPath() + " until " + expires + "]";
    }
  }

  /** No right, and why: found, expected, cure. */
  record Refusal(Reason reason, String text) implements Answer {}
}
