package dev.catenary.device.page.http;

import dev.catenary.device.page.access.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of endpoints: what is asked for, what it takes, who answers.
 *
 * @param path below {@code /api/v1/}
 * @param scope that the session must have; null for those that lead to a session
 * @param bodyBytesMax of the request
 */
public record Route(
    String method, String path, @Nullable Scope scope, int bodyBytesMax, Endpoint endpoint) {
  private static final int SMALL = 16_384;

  public static Route get(String path, Scope scope, Endpoint endpoint) {
    return new Route("GET", path, scope, 0, endpoint);
  }

  public static Route post(String path, Scope scope, Endpoint endpoint) {
    return new Route("POST", path, scope, SMALL, endpoint);
  }

  /** Where the request holds a whole configuration. */
  public static Route large(String method, String path, Scope scope, Endpoint endpoint) {
    return new Route(method, path, scope, ApiTable.BODY_BYTES_MAX, endpoint);
  }

  /** Open to all: only what leads to a session, or away from it. */
  static Route open(String method, String path, Endpoint endpoint) {
    return new Route(method, path, null, SMALL, endpoint);
  }

  boolean changes() {
    return !method.equals("GET");
  }
}
