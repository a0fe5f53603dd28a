package dev.catenary.device.page.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The one table of endpoints: what is not in it is not there. */
public final class ApiTable {
  /** Of any request. */
  static final int BODY_BYTES_MAX = 512 * 1024;

  static final String PREFIX = "/api/v1/";

  private final List<Route> routes;
  private final Map<String, Map<String, Route>> byPath = new HashMap<>();

  public ApiTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      Map<String, Route> byMethod =
          byPath.computeIfAbsent(PREFIX + route.path(), _ -> new HashMap<>());
      if (byMethod.put(route.method(), route) != null) {
        throw new IllegalStateException(route.method() + " " + route.path() + " is there twice");
      }
    }
  }

  public List<Route> routes() {
    return routes;
  }

  Route find(String method, String path) throws Refusal {
    Map<String, Route> byMethod = byPath.get(path);
    if (byMethod == null) {
      throw new Refusal(
          404, "not-found", "no such endpoint", "one of docs/page.md", "Load the page anew.");
    }
    Route route = byMethod.get(method);
    if (route == null) {
      throw new Refusal(
          405,
          "method",
          "another method",
          String.join(" or ", new TreeSet<>(byMethod.keySet())),
          "Load the page anew.");
    }
    return route;
  }
}
