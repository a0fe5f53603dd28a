package dev.catenary.device.page.http;

import dev.catenary.device.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that is not answered as it was asked, and why. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private static final Pattern SENTENCE =
      Pattern.compile("found (.*?); expected (.*?); cure: (.*)", Pattern.DOTALL);

  private final int status;
  private final String word;
  private final String found;
  private final String expected;
  private final String cure;
  private final int retryAfterSeconds;

  /**
   * @param word one of docs/page.md
   */
  public Refusal(int status, String word, String found, String expected, String cure) {
    this(status, word, found, expected, cure, 0);
  }

  private Refusal(
      int status, String word, String found, String expected, String cure, int retryAfterSeconds) {
    super(status + " " + word + ": found " + found + "; expected " + expected);
    this.status = status;
    this.word = word;
    this.found = found;
    this.expected = expected;
    this.cure = cure;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static Refusal tooOften(int seconds) {
    return new Refusal(
        429,
        "rate",
        "more requests than one address may make",
        "fewer",
        "Wait " + seconds + " s.",
        seconds);
  }

  /** Refusal for something that this vehicle does not have, or does not have yet. */
  public static Refusal notHere(String what, String cure) {
    return new Refusal(501, "not-here", "no " + what, "one that is built in", cure);
  }

  /** Refusal with the found, expected and cure of another part. */
  public static Refusal inItsWords(int status, String word, RuntimeException refused) {
    String sentence = String.valueOf(refused.getMessage());
    Matcher parts = SENTENCE.matcher(sentence);
    return parts.matches()
        ? new Refusal(status, word, parts.group(1), parts.group(2), parts.group(3))
        : new Refusal(status, word, sentence, "", "");
  }

  public int status() {
    return status;
  }

  String word() {
    return word;
  }

  Reply reply() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("error", word);
    told.put("found", found);
    told.put("expected", expected);
    told.put("cure", cure);
    Reply reply = Reply.json(status, JsonText.of(told));
    return retryAfterSeconds == 0
        ? reply
        : reply.with("Retry-After", Integer.toString(retryAfterSeconds));
  }
}
