package dev.catenary.device.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.device.stage.Lifecycle;
import dev.catenary.device.stage.Patience;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watchdog is fed by the stages' own steps and by nothing else. */
final class StallWatchTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;
  private ManagerSocket manager;
  private ServiceNotices notices;
  private StallWatch watch;

  @BeforeEach
  void listen() throws IOException {
    Path path = folder.resolve("notify");
    manager = new ManagerSocket(path);
    notices =
        ServiceNotices.of(Map.of("NOTIFY_SOCKET", path.toString(), "WATCHDOG_USEC", "30000000"), 1);
    watch = new StallWatch(notices);
  }

  @AfterEach
  void close() throws IOException {
    notices.close();
    manager.close();
  }

  @Test
  void stagesThatStepFeedTheWatchdogThreeTimesWithinItsLimit() throws IOException {
    int fed = 0;
    for (long now = 0; now < 30 * SECOND; now += SECOND) {
      assertThat(watch.look(List.of(stage("capture", now), stage("record-0", now)), now)).isEmpty();
      fed += manager.next().isEmpty() ? 0 : 1;
    }
    assertThat(fed).isEqualTo(3);
  }

  @Test
  void oneStageThatStandsStopsTheFeeding() throws IOException {
    watch.look(List.of(stage("capture", 0), stage("record-0", 0)), 0);
    assertThat(manager.next()).isEqualTo("WATCHDOG=1\n");

    long now = 40 * SECOND;
    var stalled = watch.look(List.of(stage("capture", now), stage("record-0", SECOND)), now);

    assertThat(stalled).map(StageProgress::role).contains("record-0");
    assertThat(manager.next()).as("nothing is fed").isEmpty();
  }

  @Test
  void aStageThatGoesOnAgainIsFedFor() throws IOException {
    watch.look(List.of(stage("record-0", 0)), 40 * SECOND);
    assertThat(manager.next()).isEmpty();
    watch.look(List.of(stage("record-0", 41 * SECOND)), 41 * SECOND);
    assertThat(manager.next()).isEqualTo("WATCHDOG=1\n");
  }

  @Test
  void aStageThatHasEndedIsNotWaitedFor() throws IOException {
    assertThat(watch.look(List.of(new StageProgress("upload", 0, SECOND, false)), 40 * SECOND))
        .isEmpty();
    assertThat(manager.next()).isEqualTo("WATCHDOG=1\n");
  }

  @Test
  void aRealStageThatHangsInItsStepIsSeenAndOneThatIdlesIsNot() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.addInterruptible(new Hanging("hangs", hanging, hang), Patience.CAPTURE);
    lifecycle.addInterruptible(new Hanging("idles", null, null), Patience.CAPTURE);
    lifecycle.start();
    hanging.await();
    long later = System.nanoTime() + Duration.ofSeconds(16).toNanos();
    try {
      // The idle stage's steps are real time: only the other's patience is over by then.
      await().until(() -> lifecycle.progress().get(1).stepEndedNanos() > 0);
      var atTheTime =
          lifecycle.progress().stream()
              .map(p -> p.role().equals("idles") ? stage("idles", later) : p)
              .toList();
      assertThat(watch.look(atTheTime, later)).map(StageProgress::role).contains("hangs");
      assertThat(manager.next()).isEmpty();
    } finally {
      hang.countDown();
      assertThat(lifecycle.stop(System.nanoTime() + 10 * SECOND)).isTrue();
    }
  }

  @Test
  void aStopThatCannotDrainGivesUpAtItsDeadlineAndSaysSo() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.addDraining(new Hanging("hangs", hanging, never));
    lifecycle.start();
    hanging.await();
    assertThat(lifecycle.stop(System.nanoTime())).as("all done").isFalse();
    never.countDown();
  }

  private static StageProgress stage(String role, long stepEndedNanos) {
    return new StageProgress(role, stepEndedNanos, 15 * SECOND, true);
  }

  /** Hangs in its step until let go, or idles. */
  private record Hanging(String roleName, CountDownLatch hanging, CountDownLatch until)
      implements Stage {
    @Override
    public int doWork() throws InterruptedException {
      if (until != null) {
        hanging.countDown();
        until.await();
      }
      return 0;
    }
  }
}
