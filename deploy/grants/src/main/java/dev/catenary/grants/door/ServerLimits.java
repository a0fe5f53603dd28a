package dev.catenary.grants.door;

/**
 * The limits of the JDK's HTTP server, which has none for time and connections unless it is told.
 * It reads them once, when its classes are loaded; one that was given to the process stays.
 *
 * <p>No {@code maxRspTime}: the server ends a late answer by closing its stream, which waits for
 * the writer that is stuck, and its one timer with it. An answer has few bytes, so none is late for
 * its reader alone.
 *
 * <p>Source: JDK 25, description of module jdk.httpserver, "System properties used by the HTTP
 * server API". That gives the time in milliseconds; the server takes seconds.
 */
final class ServerLimits {
  /** A token in a header is a few thousand bytes. */
  private static final int HEADER_BYTES_MAX = 32_768;

  private ServerLimits() {}

  static void set(HttpsDoor.Limits limits) {
    set("sun.net.httpserver.maxReqTime", limits.requestTime().toSeconds());
    set("jdk.httpserver.maxConnections", limits.connections());
    set("sun.net.httpserver.maxIdleConnections", limits.connections());
    set("sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES_MAX);
  }

  private static void set(String property, long value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Long.toString(value));
    }
  }
}
