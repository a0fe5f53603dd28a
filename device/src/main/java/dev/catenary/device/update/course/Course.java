package dev.catenary.device.update.course;

import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.BootState;
import java.util.Optional;

/**
 * Course of an update as a function: what follows a state under given facts. It does nothing; who
 * calls it puts the new state on the disk before anything is done or told because of it.
 */
public final class Course {
  private static final int SWITCHES_MAX = 5;

  private Course() {}

  /**
   * Takes an order; a newer one replaces what is in hand, until the switch.
   *
   * @param answered number of the last request that was answered: a new one is above it
   * @throws IllegalStateException when one is being switched to or on trial
   */
  public static UpdateState order(
      UpdateState state, String folder, long answered, long nowSeconds) {
    if (!state.phase().yields()) {
      throw new IllegalStateException(
          "found release "
              + state.release()
              + " in phase "
              + state.phase()
              + ", expected its end; cure: wait for it");
    }
    return state.ordered(Math.max(state.request(), answered) + 1, folder, nowSeconds);
  }

  /** The state that follows; the same where nothing follows yet. */
  public static UpdateState next(UpdateState state, Facts facts) {
    UpdateState next =
        switch (state.phase()) {
          case IDLE, FETCHING, GOOD, FELL_BACK, REFUSED, FAILED -> state;
          case INSTALLING -> installing(state, facts);
          case WAITING -> waiting(state, facts);
          case SWITCHING -> switching(state, facts);
          case TRIAL -> trial(state, facts);
        };
    return next.phase() == state.phase() ? late(next, facts) : next;
  }

  private static UpdateState late(UpdateState state, Facts facts) {
    long longest = state.phase().longest().toSeconds();
    if (state.phase().isEnd() || facts.nowSeconds() - state.sinceSeconds() <= longest) {
      return state;
    }
    return switch (state.phase()) {
      // Its slot is chosen: only the start script ends it.
      case TRIAL -> state;
      case SWITCHING ->
          state.to(Phase.WAITING, "the service did not end; tried again", facts.nowSeconds());
      default ->
          state.to(
              Phase.FAILED,
              "found "
                  + state.phase()
                  + " for more than "
                  + longest
                  + " s ("
                  + state.why()
                  + "), expected its end; cure: order it again",
              facts.nowSeconds());
    };
  }

  private static UpdateState installing(UpdateState state, Facts facts) {
    Optional<Answer> answer = facts.answer().filter(given -> given.request() == state.request());
    if (answer.isEmpty()) {
      return state;
    }
    return switch (answer.get().result()) {
      case INSTALLED ->
          state.installed(answer.get().number()).to(Phase.WAITING, "", facts.nowSeconds());
      case REFUSED ->
          state
              .attacked(answer.get().attack())
              .to(Phase.REFUSED, answer.get().why(), facts.nowSeconds());
      case FAILED -> state.to(Phase.FAILED, answer.get().why(), facts.nowSeconds());
    };
  }

  private static UpdateState waiting(UpdateState state, Facts facts) {
    if (facts.boot().last() >= state.number()) {
      return ended(state, facts);
    }
    String held = String.join("; ", facts.held());
    if (!held.isEmpty()) {
      return held.equals(state.why()) ? state : state.waitingFor(held);
    }
    return state.under(facts.machine()).to(Phase.SWITCHING, "", facts.nowSeconds());
  }

  private static UpdateState switching(UpdateState state, Facts facts) {
    BootState boot = facts.boot();
    if (boot.isTrial() && boot.number() == state.number()) {
      return state.to(Phase.TRIAL, "", facts.nowSeconds());
    }
    if (boot.last() >= state.number()) {
      return ended(state, facts);
    }
    if (facts.begunSeconds() <= state.sinceSeconds()) {
      return state;
    }
    // A start has come since, and the start script did not take it: a cut before the wish, mostly.
    return state.switches() < SWITCHES_MAX
        ? state.to(Phase.WAITING, "", facts.nowSeconds())
        : state.to(
            Phase.FAILED,
            "found that the start script begins no trial, after "
                + state.switches()
                + " tries, expected it to; cure: order it again",
            facts.nowSeconds());
  }

  private static UpdateState trial(UpdateState state, Facts facts) {
    BootState boot = facts.boot();
    if (boot.isTrial() && boot.number() == state.number()) {
      return state;
    }
    return ended(state, facts);
  }

  private static UpdateState ended(UpdateState state, Facts facts) {
    BootState boot = facts.boot();
    if (boot.last() != state.number() || boot.outcome().equals("none")) {
      return state.to(
          Phase.FAILED,
          "found that the packaged release took the place of what was in hand",
          facts.nowSeconds());
    }
    if (boot.outcome().equals("good")) {
      return state.to(Phase.GOOD, "", facts.nowSeconds());
    }
    String why =
        switch (boot.why()) {
          case "ends" -> "it ended by itself three times";
          case "beginnings" -> "it began 20 times and did not prove good";
          default -> "its slot was not whole";
        };
    return state.to(Phase.FELL_BACK, why, facts.nowSeconds());
  }
}
