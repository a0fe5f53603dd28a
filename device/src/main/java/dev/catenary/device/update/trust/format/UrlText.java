package dev.catenary.device.update.trust.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes hostile names safe: in an address, and as the name of one file of this machine. */
public final class UrlText {
  private static final String PLAIN = "_.-~";

  private UrlText() {}

  /** A name as one part of an address: percent-encoded, slashes too. */
  public static String part(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /** A name with slashes as several parts of an address, none of which leads upwards. */
  public static String path(String name) {
    return Arrays.stream(name.split("/", -1))
        .map(part -> part.equals(".") || part.equals("..") ? part.replace(".", "%2E") : part(part))
        .collect(Collectors.joining("/"));
  }

  /** A name as that of a file in a folder: never another folder's, hidden, or too long. */
  public static String file(String name) {
    String encoded = part(name);
    String shown = encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    int charsMax = 180;
    return shown.length() <= charsMax
        ? shown
        : shown.substring(0, charsMax)
            + "-"
            + Digests.sha256(name.getBytes(StandardCharsets.UTF_8));
  }
}
