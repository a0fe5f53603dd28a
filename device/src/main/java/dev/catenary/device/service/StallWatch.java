package dev.catenary.device.service;

import dev.catenary.device.stage.StageProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tinylog.Logger;

/**
 * Feeds the service manager's watchdog from the progress of the stages. A stage whose step does not
 * come to its end within its patience stops the feeding, so that the manager kills and restarts us.
 * A machine that only looks alive is worse than one that starts again and replays its journal.
 *
 * <p>One thread.
 */
public final class StallWatch {
  private static final int FRAMES_TOLD = 12;

  private final ServiceNotices notices;
  private long fedAtNanos;
  private boolean fed;
  private String told = "";

  public StallWatch(ServiceNotices notices) {
    this.notices = notices;
  }

  /**
   * Looks at the stages; feeds the watchdog when it is due and none has stalled.
   *
   * @param nowNanos of the clock that the progress was taken from
   *     <p>A stall is logged once, with where the stage's thread stands.
   * @return the stage that has stood for longest past its patience
   */
  public Optional<StageProgress> look(List<StageProgress> stages, long nowNanos) {
    Optional<StageProgress> stalled =
        stages.stream()
            .filter(stage -> stage.isStalled(nowNanos))
            .max((a, b) -> Long.compare(a.standingNanos(nowNanos), b.standingNanos(nowNanos)));
    // A third of the limit leaves room for two late rounds.
    boolean due = !fed || nowNanos - fedAtNanos >= notices.watchdogNanos() / 3;
    if (stalled.isEmpty() && notices.watchdogNanos() > 0 && due) {
      notices.watchdog();
      fed = true;
      fedAtNanos = nowNanos;
    }
    stalled.ifPresentOrElse(stage -> tell(stage, nowNanos), () -> told = "");
    return stalled;
  }

  private void tell(StageProgress stage, long nowNanos) {
    if (stage.role().equals(told)) {
      return;
    }
    told = stage.role();
    String where =
        Thread.getAllStackTraces().entrySet().stream()
            .filter(thread -> thread.getKey().getName().equals(stage.role()))
            .flatMap(thread -> Arrays.stream(thread.getValue()))
            .limit(FRAMES_TOLD)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining("\n  at "));
    Logger.error(
        "stage {} has not come to the end of a step for {} s{}\n  at {}",
        stage.role(),
        stage.standingNanos(nowNanos) / 1_000_000_000,
        notices.watchdogNanos() > 0 ? "; the watchdog is no longer fed" : "",
        where);
  }
}
