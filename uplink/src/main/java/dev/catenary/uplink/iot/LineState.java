package dev.catenary.uplink.iot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * State of the line to the broker.
 *
 * @param up whether the broker has let us in and the connection stands
 * @param sinceNanos steady clock when that became so
 * @param connections how often it has let us in
 * @param rejoined whether the broker still had our session at the last of these
 * @param failure why we are not in; null when we are, and before the first attempt
 * @param needsPerson true when waiting alone will not cure the failure
 * @param refusal the last message or subscription the broker refused, and why; null when it takes
 *     all
 * @param keptSeconds how long the broker keeps our session after a break, as it has answered; -1
 *     before it has
 * @param askedSeconds how long we have asked it to
 * @param twin that somebody else came under our name, and the cure; null when nobody ever has
 * @param twinAtNanos steady clock when that was last
 */
public record LineState(
    boolean up,
    long sinceNanos,
    int connections,
    boolean rejoined,
    @Nullable String failure,
    boolean needsPerson,
    @Nullable String refusal,
    long keptSeconds,
    long askedSeconds,
    @Nullable String twin,
    long twinAtNanos) {
  /** Two that take the name from each other do so within seconds. */
  private static final long TWIN_NANOS = Duration.ofMinutes(10).toNanos();

  static LineState before(long nowNanos) {
    return new LineState(false, nowNanos, 0, false, null, false, null, -1, -1, null, nowNanos);
  }

  LineState in(long nowNanos, boolean rejoinedNow, long kept, long asked) {
    return new LineState(
        true,
        nowNanos,
        connections + 1,
        rejoinedNow,
        null,
        false,
        null,
        kept,
        asked,
        twin,
        twinAtNanos);
  }

  LineState out(long nowNanos, String why, boolean person) {
    return new LineState(
        false,
        up ? nowNanos : sinceNanos,
        connections,
        rejoined,
        why,
        person,
        refusal,
        keptSeconds,
        askedSeconds,
        twin,
        twinAtNanos);
  }

  LineState takenOver(long nowNanos, String why) {
    return new LineState(
        up,
        sinceNanos,
        connections,
        rejoined,
        failure,
        needsPerson,
        refusal,
        keptSeconds,
        askedSeconds,
        why,
        nowNanos);
  }

  LineState refused(@Nullable String why) {
    return new LineState(
        up,
        sinceNanos,
        connections,
        rejoined,
        failure,
        needsPerson,
        why,
        keptSeconds,
        askedSeconds,
        twin,
        twinAtNanos);
  }

  /** Somebody else under our name within the last minutes, and the cure; null for nobody. */
  public @Nullable String recentTwin(long nowNanos) {
    return nowNanos - twinAtNanos < TWIN_NANOS ? twin : null;
  }

  /**
   * That the broker keeps our session for less than we ask, and the cure; null when it does not.
   */
  public @Nullable String shortSession() {
    return keptSeconds < 0 || keptSeconds >= askedSeconds
        ? null
        : "the broker keeps the session for "
            + keptSeconds
            + " s after a break; expected "
            + askedSeconds
            + " s (iot.session-expiry): commands sent during a longer outage are lost; cure: raise"
            + " the broker's limit (AWS IoT: the quota of persistent session expiry), or send"
            + " commands again";
  }
}
