package dev.catenary.device.update.slot;

import java.util.Optional;
import java.util.Set;

/** The start script as a function: what {@code SlotsScriptTest} holds the script itself against. */
public final class BootModel {
  private static final int BEGINNINGS_MAX = 20;
  private static final int ENDS_MAX = 3;

  private BootModel() {}

  /** Result of a beginning. */
  public record Begun(BootState state, String choice) {}

  /**
   * Before a start.
   *
   * @param wish text of the service's wish
   * @param whole slots that are whole
   * @param isLocked true while the installer writes
   */
  public static Begun begin(
      BootState before,
      String wish,
      Optional<Installed> installed,
      Set<String> whole,
      boolean isLocked) {
    BootState state = settle(before, isLocked ? "" : wish);
    if (!state.isTrial()) {
      Optional<Installed> next =
          isLocked
              ? Optional.empty()
              : installed.filter(one -> wish.equals("switch " + one.number()));
      if (next.isPresent()
          && next.get().number() > state.last()
          && !next.get().slot().equals(state.good())
          && whole.contains(next.get().slot())) {
        state = trial(state, next.get());
      }
    } else if (!whole.contains(state.trial())) {
      state = over(state, "fell-back", "gone");
    }
    if (state.isTrial()) {
      state =
          state.beginnings() >= BEGINNINGS_MAX
              ? over(state, "fell-back", "beginnings")
              : counted(state, state.beginnings() + 1, state.ends());
    }
    String chosen = state.isTrial() ? state.trial() : state.good();
    return new Begun(state, whole.contains(chosen) ? chosen : BootState.PACKAGED);
  }

  /** After an end of the service. */
  public static BootState end(BootState before, String wish, boolean isSuccess) {
    BootState state = settle(before, wish);
    if (!state.isTrial() || isSuccess) {
      // A state that only settled is written by the next beginning.
      return before;
    }
    int ends = state.ends() + 1;
    return ends >= ENDS_MAX
        ? over(state, "fell-back", "ends")
        : counted(state, state.beginnings(), ends);
  }

  public static BootState settle(BootState state, String wish) {
    if (!state.isTrial() || !wish.equals("good " + state.number())) {
      return state;
    }
    BootState ended = over(state, "good", BootState.NONE);
    return new BootState(
        state.trial(),
        Math.max(state.reached(), state.counter()),
        BootState.NONE,
        0,
        0,
        0,
        0,
        "good",
        ended.last(),
        BootState.NONE);
  }

  /** After an installation by dpkg. */
  public static BootState packaged(BootState state, Optional<Installed> installed) {
    long last = Math.max(state.last(), state.number());
    last = Math.max(last, installed.map(Installed::number).orElse(0L));
    return new BootState(
        BootState.PACKAGED,
        state.reached(),
        BootState.NONE,
        0,
        0,
        0,
        0,
        state.outcome(),
        last,
        state.why());
  }

  private static BootState trial(BootState state, Installed one) {
    return new BootState(
        state.good(),
        state.reached(),
        one.slot(),
        one.number(),
        one.counter(),
        0,
        0,
        state.outcome(),
        state.last(),
        state.why());
  }

  private static BootState counted(BootState state, int beginnings, int ends) {
    return new BootState(
        state.good(),
        state.reached(),
        state.trial(),
        state.number(),
        state.counter(),
        beginnings,
        ends,
        state.outcome(),
        state.last(),
        state.why());
  }

  private static BootState over(BootState state, String outcome, String why) {
    return new BootState(
        state.good(), state.reached(), BootState.NONE, 0, 0, 0, 0, outcome, state.number(), why);
  }

  /** The line of a state. */
  public static String line(BootState state) {
    return "1 "
        + state.good()
        + " "
        + state.reached()
        + " "
        + state.trial()
        + " "
        + state.number()
        + " "
        + state.counter()
        + " "
        + state.beginnings()
        + " "
        + state.ends()
        + " "
        + state.outcome()
        + " "
        + state.last()
        + " "
        + state.why()
        + " .\n";
  }
}
