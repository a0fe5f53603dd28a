package dev.catenary.device.page.http;

import dev.catenary.device.json.JsonText;
import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is not answered as it was asked, and why. */
public final class Refusal extends Exception implements HasProblem {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String word;
  private final transient Problem problem;
  private final int retryAfterSeconds;

  /**
   * @param word one of docs/page.md
   */
  public Refusal(int status, String word, String found, String expected, String cure) {
    this(status, word, new Problem(found, expected, cure));
  }

  /** The same, with the problem that another part has found. */
  public Refusal(int status, String word, Problem problem) {
    this(status, word, problem, 0);
  }

  private Refusal(int status, String word, Problem problem, int retryAfterSeconds) {
    super(status + " " + word + ": " + problem.sentence());
    this.status = status;
    this.word = word;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static Refusal tooOften(int seconds) {
    return new Refusal(
        429,
        "rate",
        new Problem("more requests than one address may make", "fewer", "Wait " + seconds + " s."),
        seconds);
  }

  /** Refusal for something that this vehicle does not have, or does not have yet. */
  public static Refusal notHere(String what, String cure) {
    return new Refusal(501, "not-here", "no " + what, "one that is built in", cure);
  }

  public int status() {
    return status;
  }

  @Override
  public Problem problem() {
    return problem;
  }

  String word() {
    return word;
  }

  Reply reply() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("error", word);
    told.put("found", found());
    told.put("expected", expected());
    told.put("cure", cure());
    Reply reply = Reply.json(status, JsonText.of(told));
    return retryAfterSeconds == 0
        ? reply
        : reply.with("Retry-After", Integer.toString(retryAfterSeconds));
  }
}
