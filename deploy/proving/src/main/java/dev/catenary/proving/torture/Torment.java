package dev.catenary.proving.torture;

/** One row: does its worst, and says what came of it. */
public interface Torment {
  /**
   * @throws Exception when the row itself could not be run; a promise that does not hold is in the
   *     outcome
   */
  Outcome run() throws Exception;
}
