package dev.catenary.device.log;

import java.util.regex.Pattern;

/**
 * Takes secrets out of a text that is about to be logged: libraries put requests and settings into
 * their messages that we have not written.
 */
public final class Redaction {
  static final String REDACTED = "[redacted]";

  /** Names of values that are secret, then the value: after = or :, quoted or not. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([\\w-]*(?:secret|password|passwd|token|signature|authorization|credential|private-?key)"
              + "[\\w-]*[\"']?\\s*[=:]\\s*[\"']?)(?:bearer\\s+|basic\\s+)?[^\\s\"'&,;}]+");

  /** AWS access key ids, as IAM documents their prefixes. */
  private static final Pattern ACCESS_KEY = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{12,}\\b");

  /** JSON web tokens: three parts in base64url, the first two of JSON objects. */
  private static final Pattern WEB_TOKEN = Pattern.compile("\\beyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]*");

  private static final Pattern KEY_BLOCK =
      Pattern.compile(
          "(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)");

  private static final Pattern URL_USER = Pattern.compile("(://[^/\\s:@]+:)[^@\\s/]+@");

  private Redaction() {}

  /** The text without what is secret. */
  public static String of(String text) {
    String safe = KEY_BLOCK.matcher(text).replaceAll(REDACTED);
    safe = WEB_TOKEN.matcher(safe).replaceAll(REDACTED);
    safe = ACCESS_KEY.matcher(safe).replaceAll("$1" + REDACTED);
    safe = URL_USER.matcher(safe).replaceAll("$1" + REDACTED + "@");
    return NAMED.matcher(safe).replaceAll("$1" + REDACTED);
  }
}
