package dev.catenary.uplink.iot;

import org.jspecify.annotations.Nullable;

/**
 * How the line to the broker is.
 *
 * @param up whether the broker has let us in and the connection stands
 * @param sinceNanos steady clock when that became so
 * @param connections how often it has let us in
 * @param rejoined whether the broker still had our session at the last of these
 * @param failure why we are not in; null when we are, and before the first attempt
 * @param needsPerson true when waiting alone will not cure the failure
 * @param refusal the last message or subscription the broker refused, and why; null when it takes
 *     all
 */
public record LineState(
    boolean up,
    long sinceNanos,
    int connections,
    boolean rejoined,
    @Nullable String failure,
    boolean needsPerson,
    @Nullable String refusal) {
  static LineState before(long nowNanos) {
    return new LineState(false, nowNanos, 0, false, null, false, null);
  }

  LineState in(long nowNanos, boolean rejoinedNow) {
    return new LineState(true, nowNanos, connections + 1, rejoinedNow, null, false, null);
  }

  LineState out(long nowNanos, String why, boolean person) {
    return new LineState(
        false, up ? nowNanos : sinceNanos, connections, rejoined, why, person, refusal);
  }

  LineState refused(@Nullable String why) {
    return new LineState(up, sinceNanos, connections, rejoined, failure, needsPerson, why);
  }
}
