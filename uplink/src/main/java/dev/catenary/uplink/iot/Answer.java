package dev.catenary.uplink.iot;

import dev.catenary.proto.message.CommandAnswer.Outcome;

/**
 * Outcome of a command.
 *
 * @param reason what was done, or why not: found, expected, cure
 */
public record Answer(Outcome outcome, String reason) {
  /** It is done. */
  public static Answer done(String what) {
    return new Answer(Outcome.DONE, what);
  }

  /** It is begun, and goes on by itself, over a restart too. */
  public static Answer accepted(String what) {
    return new Answer(Outcome.ACCEPTED, what);
  }

  /** It is not done, and will not be. */
  public static Answer refused(String why) {
    return new Answer(Outcome.REFUSED, why);
  }
}
