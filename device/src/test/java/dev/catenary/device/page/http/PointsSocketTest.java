package dev.catenary.device.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.page.feed.PointFeed;
import dev.catenary.device.page.feed.PointTap;
import dev.catenary.device.page.feed.ZoneFrames;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A viewer's socket by the hands of a clock. */
final class PointsSocketTest {
  private final PointFeed feed = new PointFeed(new PointTap(), new ZoneFrames(), 2_000_000);
  private final EmbeddedChannel viewer = new EmbeddedChannel();
  private boolean mayStay = true;

  private void enter() {
    viewer.freezeTime();
    viewer
        .pipeline()
        .addLast(new Backpressure(), new PointsSocket(feed.open(), () -> mayStay, 2_000_000));
  }

  @AfterEach
  void leave() {
    viewer.finishAndReleaseAll();
  }

  /** Time passes in the socket's own steps; answers of a living viewer come at once. */
  private void pass(int seconds, boolean answers) {
    for (int step = 0; step < seconds * 10; step++) {
      viewer.advanceTimeBy(100, TimeUnit.MILLISECONDS);
      viewer.runScheduledPendingTasks();
      while (viewer.readOutbound() instanceof PingWebSocketFrame && answers) {
        viewer.writeInbound(new PongWebSocketFrame());
      }
    }
  }

  @Test
  void viewerThatVanishedMakesRoomAfterAMinute() {
    enter();
    pass(59, false);
    assertThat(viewer.isOpen()).isTrue();
    pass(2, false);
    assertThat(viewer.isOpen()).isFalse();
    assertThat(feed.isWatched()).isFalse();
  }

  @Test
  void viewerThatOnlyAnswersPingsStays() {
    enter();
    pass(600, true);
    assertThat(viewer.isOpen()).isTrue();
    assertThat(feed.isWatched()).isTrue();
  }

  @Test
  void aFewPingsASecondAreAnswered() {
    enter();
    int pongs = 0;
    for (int second = 0; second < 5; second++) {
      for (int ping = 0; ping < 10; ping++) {
        viewer.writeInbound(new PingWebSocketFrame());
      }
      for (int step = 0; step < 10; step++) {
        viewer.advanceTimeBy(100, TimeUnit.MILLISECONDS);
        viewer.runScheduledPendingTasks();
      }
      while (viewer.readOutbound() instanceof PongWebSocketFrame) {
        pongs++;
      }
    }
    assertThat(viewer.isOpen()).isTrue();
    assertThat(pongs).isEqualTo(5 * 4);
  }

  @Test
  void viewerThatFloodsWithPingsIsCutOff() {
    enter();
    for (int ping = 0; ping < 125 && viewer.isOpen(); ping++) {
      viewer.writeInbound(new PingWebSocketFrame());
    }
    assertThat(viewer.isOpen()).isFalse();
    assertThat(viewer.outboundMessages()).hasSizeLessThanOrEqualTo(4);
    assertThat(feed.isWatched()).isFalse();
  }

  @Test
  void viewerWhoseSessionIsOverIsToldOnce() {
    enter();
    mayStay = false;
    viewer.advanceTimeBy(100, TimeUnit.MILLISECONDS);
    viewer.runScheduledPendingTasks();
    CloseWebSocketFrame last = viewer.readOutbound();
    assertThat(last.statusCode()).isEqualTo(4401);
    last.release();
    Object more = viewer.readOutbound();
    assertThat(more).isNull();
    assertThat(viewer.isOpen()).isFalse();
    assertThat(feed.isWatched()).isFalse();
  }
}
