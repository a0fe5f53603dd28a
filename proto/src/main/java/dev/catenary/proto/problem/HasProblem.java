package dev.catenary.proto.problem;

/** An exception, a check or a refusal that carries its {@link Problem} as a value. */
public interface HasProblem {
  Problem problem();

  default String found() {
    return problem().found();
  }

  default String expected() {
    return problem().expected();
  }

  default String cure() {
    return problem().cure();
  }
}
