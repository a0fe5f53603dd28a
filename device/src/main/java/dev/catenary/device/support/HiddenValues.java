package dev.catenary.device.support;

import dev.catenary.device.log.Redaction;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a configuration's text: a value whose key is named as a secret's, be it on
 * the key's line, in braces, or a block below it.
 */
final class HiddenValues {
  private static final String NAMES =
      "[\\w-]*(?:secret|password|passwd|token|credential|private-?key|access-?key)[\\w-]*";

  /** A block below a key: every line that is indented further than the key. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?im)^([ \\t]*)((?:- )?[\"']?"
              + NAMES
              + "[\"']?[ \\t]*:)[^\\n]*((?:\\n\\1[ \\t]+[^\\n]*)*)");

  private static final Pattern INLINE =
      Pattern.compile(
          "(?i)([{,]\\s*[\"']?" + NAMES + "[\"']?\\s*:\\s*)(\"[^\"]*\"|'[^']*'|[^,}\\n]*)");

  private HiddenValues() {}

  static String in(String yaml) {
    String hidden = BLOCK.matcher(yaml).replaceAll("$1$2 [redacted]");
    hidden = INLINE.matcher(hidden).replaceAll("$1[redacted]");
    return Redaction.of(hidden);
  }
}
