package dev.catenary.device.page.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Check that a request names this vehicle as its host and comes from its own page. A name of others
 * that was made to lead to our address (DNS rebinding) is refused, whatever page it comes from.
 */
final class HostCheck {
  private final Set<String> names = new TreeSet<>();

  /**
   * @param names under which the vehicle is reached; its addresses need not be named
   */
  HostCheck(List<String> names) {
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * @param host of the request, its port included
   * @param local address that the connection came in at
   */
  void check(@Nullable String host, InetAddress local) throws Refusal {
    if (host == null || !isOurs(nameOf(host), local)) {
      throw new Refusal(
          403,
          "host",
          host == null ? "no Host" : "Host " + shortened(host),
          "the vehicle's address or one of " + names,
          "Open the page by the vehicle's address, or add the name to page.names.");
    }
  }

  /**
   * Refuses a request that, by the browser's headers, another page makes. A request without Origin
   * is not one.
   */
  void checkOrigin(@Nullable String origin, @Nullable String fetchSite, String host, boolean needed)
      throws Refusal {
    boolean sameSite =
        fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
    boolean same = origin == null ? !needed : origin.equalsIgnoreCase("https://" + host);
    if (!sameSite || !same) {
      throw new Refusal(
          403,
          "origin",
          origin == null ? "no Origin, or one of another site" : "Origin " + shortened(origin),
          "https://" + host,
          "Use the vehicle's own page.");
    }
  }

  private boolean isOurs(String name, InetAddress local) {
    if (names.contains(name.toLowerCase(Locale.ROOT))) {
      return true;
    }
    if (name.equals("localhost")) {
      return local.isLoopbackAddress();
    }
    try {
      return InetAddress.ofLiteral(name).equals(local);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** True when a Host header names a host, rather than giving its address. */
  static boolean isName(String host) {
    String name = nameOf(host);
    return !name.isEmpty()
        && !host.startsWith("[")
        && !name.equals("localhost")
        && !name.matches("[0-9.]+");
  }

  private static String nameOf(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, Math.max(1, host.indexOf(']')));
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }
}
