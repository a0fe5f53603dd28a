package dev.catenary.capture.sensor;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/** A sensor's key whose value cannot be used; carries what a configuration says about it. */
public final class SensorKeyException extends Exception implements HasProblem {
  private static final long serialVersionUID = 1;

  private final String key;
  private final transient Problem problem;

  public SensorKeyException(String key, String found, String expected, String cure) {
    this(key, new Problem(found, expected, cure));
  }

  private SensorKeyException(String key, Problem problem) {
    super(key + ": " + problem.sentence());
    this.key = key;
    this.problem = problem;
  }

  public String key() {
    return key;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
