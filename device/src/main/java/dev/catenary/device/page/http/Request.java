package dev.catenary.device.page.http;

import dev.catenary.device.page.access.Session;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in.
 *
 * @param session null where an endpoint, or the configuration, asks for none
 * @param cookie secret of the session's cookie; null without one
 * @param query the first value of each parameter
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Request(
    @Nullable Session session,
    @Nullable String cookie,
    InetAddress address,
    Map<String, String> query,
    byte[] body) {
  public Request {
    query = Map.copyOf(query);
  }

  /** Where it came from, in words. */
  public String from() {
    return address.getHostAddress();
  }

  /** Name of the caller, for the log. */
  public String who() {
    Session known = session;
    return (known == null ? "somebody" : known.subject()) + " at " + from();
  }

  /** The body's values; a refusal when it is no JSON object. */
  public Map<String, Object> json() throws Refusal {
    return JsonBody.read(new String(body, StandardCharsets.UTF_8));
  }
}
