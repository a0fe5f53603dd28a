package dev.catenary.uplink.answer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what an answer's body is, where it is not what was asked for: a captive portal, a
 * proxy and a filter all answer in a page of their own.
 */
public final class Heard {
  /** Part of a body that is looked at. */
  public static final int LOOKED_AT = 2_048;

  private static final int SHOWN_MAX = 80;
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML_ROOT =
      Pattern.compile(
          "^(?:<\\?xml[^>]*>)?\\s*(?:<!--.*?-->\\s*)*<([A-Za-z][\\w.:-]*)", Pattern.DOTALL);

  private Heard() {}

  /** A body in words, as {@code an HTML page titled 'Sign in'} or {@code nothing}. */
  public static String of(@Nullable String contentType, byte[] body) {
    String text = text(body);
    if (text.isBlank()) {
      return contentType == null ? "nothing" : "no body, of type " + shown(contentType);
    }
    if (isHtml(contentType, body)) {
      Matcher title = TITLE.matcher(text);
      return title.find() ? "an HTML page titled '" + shown(title.group(1)) + "'" : "an HTML page";
    }
    String root = root(body);
    if (root != null) {
      return "an XML document <" + shown(root) + ">";
    }
    return (text.startsWith("{") || text.startsWith("[") ? "JSON" : "text")
        + " that begins '"
        + shown(text)
        + "'";
  }

  /** True for what a browser would show. */
  public static boolean isHtml(@Nullable String contentType, byte[] body) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    String begin = text(body).toLowerCase(Locale.ROOT);
    return type.startsWith("text/html")
        || begin.startsWith("<!doctype html")
        || "html".equalsIgnoreCase(root(body));
  }

  /** Name of an XML document's first element, without its prefix; null where there is none. */
  public static @Nullable String root(byte[] body) {
    Matcher root = XML_ROOT.matcher(text(body));
    if (!root.find()) {
      return null;
    }
    String name = root.group(1);
    return name.substring(name.indexOf(':') + 1);
  }

  private static String text(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** One line of plain characters. */
  private static String shown(String text) {
    String plain = text.strip().replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7E]", "?");
    return plain.length() > SHOWN_MAX ? plain.substring(0, SHOWN_MAX) + "..." : plain;
  }
}
