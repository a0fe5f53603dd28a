package dev.catenary.proto.text;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;
import java.io.IOException;
import java.io.Serial;

/** A text that is not read: its problem, and the line where that is known. */
public final class TextRefused extends IOException implements HasProblem {
  @Serial private static final long serialVersionUID = 1;

  private final int line;
  private final transient Problem problem;

  public TextRefused(int line, String found, String expected, String cure) {
    this(line, new Problem(found, expected, cure));
  }

  private TextRefused(int line, Problem problem) {
    super((line > 0 ? "line " + line + ": " : "") + problem.sentence());
    this.line = line;
    this.problem = problem;
  }

  /** From 1; 0 where it is not known. */
  public int line() {
    return line;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
