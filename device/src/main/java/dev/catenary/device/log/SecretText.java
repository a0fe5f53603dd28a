package dev.catenary.device.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text of any form by their names and their shapes. Where the end of a value is
 * in doubt, more is taken than less.
 */
final class SecretText {
  /** A secret's name up to its value, after = or :. Schemes of HTTP are no part of the value. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)(?:\\\\*[\"'])?([\\w.-]*"
              + SecretNames.PART
              + "[\\w-]*+)(?:\\\\*[\"'])?\\s*[=:][ \\t]*+(?:(?:bearer|basic)\\s+)?");

  /** Names before a colon that are no keys: an exception's, before its message. */
  private static final Pattern EXCEPTION = Pattern.compile(".*(?:Exception|Error)");

  /** All that may stand before a key on its line. */
  private static final Pattern LINE_BEGIN = Pattern.compile("[ \\t]*+(?:#[# \\t]*+)?(?:- +)*");

  private static final Pattern COMMENT =
      Pattern.compile("(?m)(?:^|(?<=\\s))#[^\\n]*+(?:\\n[ \\t]*+#[^\\n]*+)*+");

  /** AWS access key ids, as IAM documents their prefixes. */
  private static final Pattern ACCESS_KEY = Pattern.compile("\\b(?:AKIA|ASIA)([A-Z0-9]{12,})\\b");

  /** JSON web tokens: three parts in base64url, the first two of JSON objects. */
  private static final Pattern WEB_TOKEN =
      Pattern.compile("\\b(eyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]*)");

  private static final Pattern KEY_BLOCK =
      Pattern.compile(
          "(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))");

  /** Passwords in addresses; their label is what stands before them. */
  private static final Pattern URL_USER = Pattern.compile("://[^/\\s:@]+:([^@\\s\"'<>]+)@");

  private final String text;
  private final boolean yaml;
  private final List<SecretSpan> spans = new ArrayList<>();

  private SecretText(String text, boolean yaml) {
    this.text = text;
    this.yaml = yaml;
  }

  /** Secrets in a line of a log, a message or a JSON text. */
  static List<SecretSpan> inText(String text) {
    return new SecretText(text, false).all();
  }

  /** Secrets in a configuration that cannot be read as one. */
  static List<SecretSpan> inBrokenYaml(String text) {
    return new SecretText(text, true).all();
  }

  /** Secrets in comments, and those that show by their shape wherever they stand. */
  static List<SecretSpan> besideKeys(String text) {
    SecretText found = new SecretText(text, true);
    found.byShape();
    Matcher comment = COMMENT.matcher(text);
    while (comment.find()) {
      found.byName(comment.start(), comment.end());
    }
    return found.spans;
  }

  private List<SecretSpan> all() {
    byShape();
    byName(0, text.length());
    return SecretSpan.merged(spans);
  }

  private void byShape() {
    for (Pattern pattern : List.of(KEY_BLOCK, WEB_TOKEN, ACCESS_KEY, URL_USER)) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String before = text.substring(matcher.start(), matcher.start(1));
        spans.add(new SecretSpan(matcher.start(1), matcher.end(1), before));
      }
    }
  }

  private void byName(int from, int to) {
    Matcher key = KEY.matcher(text);
    int at = from;
    while (at < to && key.find(at) && key.start() < to) {
      int start = key.end();
      int end = valueEnd(key.start(), start, key.group(1));
      int first = start;
      while (first < end && Character.isWhitespace(text.charAt(first))) {
        first++;
      }
      spans.add(new SecretSpan(first, trimmed(text, first, end), key.group(1)));
      at = Math.max(end, start);
    }
  }

  private int valueEnd(int keyStart, int start, String name) {
    int lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
    boolean first = LINE_BEGIN.matcher(text).region(lineStart, keyStart).matches();
    char begin = start < text.length() ? text.charAt(start) : '\n';
    return switch (begin) {
      case '"', '\'' -> closingQuote(start);
      case '\\' -> escapedQuote(start);
      case '{', '[' -> closingBracket(start);
      case '\n', '\r', '|', '>', '#', '!', '&' ->
          first ? block(lineStart, start) : begin == '\n' ? word(start) : plain(start);
      default -> {
        if (first && yaml) {
          yield block(lineStart, start);
        }
        boolean alone = first && !EXCEPTION.matcher(name).matches();
        yield alone || yaml ? lineEnd(start) : plain(start);
      }
    };
  }

  private int closingQuote(int start) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && quote == '"') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** A JSON text within a JSON text. */
  private int escapedQuote(int start) {
    int begin = start;
    while (begin < text.length() && text.charAt(begin) == '\\') {
      begin++;
    }
    if (begin == text.length() || text.charAt(begin) != '"') {
      return plain(start);
    }
    int end = text.indexOf("\\\"", begin + 1);
    return end < 0 ? lineEnd(start) : end;
  }

  private int closingBracket(int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"', '\'' -> i = closingQuote(i) - 1;
        default -> {}
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The rest of the line, and every line below that is indented further. */
  private int block(int lineStart, int start) {
    int indent = indent(lineStart);
    boolean comment = lineStart + indent < text.length() && text.charAt(lineStart + indent) == '#';
    boolean item = text.startsWith("-", lineStart + indent);
    int end = lineEnd(start);
    while (end < text.length()) {
      int next = end + 1;
      int deeper = indent(next);
      int begin = next + deeper;
      boolean belongs =
          begin >= text.length()
              || text.charAt(begin) == '\n'
              || deeper > indent
              || (comment && text.charAt(begin) == '#')
              || (!item && deeper == indent && text.startsWith("- ", begin));
      if (!belongs) {
        break;
      }
      end = next > text.length() ? text.length() : lineEnd(next);
    }
    return end;
  }

  private int indent(int lineStart) {
    int at = lineStart;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at - lineStart;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** The first word below. */
  private int word(int start) {
    int at = start;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length() ? at : plain(at);
  }

  /** As values of queries, headers and lists end. */
  private int plain(int start) {
    int at = start;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && "\"'&,;}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The end without the white space before it. */
  static int trimmed(String text, int start, int end) {
    int last = Math.min(end, text.length());
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }
}
