package dev.catenary.proto.problem;

/**
 * One thing that is wrong, or that was looked at.
 *
 * @param found what is there, with its number
 * @param expected what may be there
 * @param cure what to do; empty where nothing needs to be done
 */
public record Problem(String found, String expected, String cure) {
  /** One line for a log, and the message of an exception that carries this. */
  public String sentence() {
    return "found " + found + "; expected " + expected + (cure.isEmpty() ? "" : "; cure: " + cure);
  }
}
