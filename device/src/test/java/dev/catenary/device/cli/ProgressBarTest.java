package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintWriter(text, true), terminal, nanos::get);
  }

  /** A quarter in 10 s: three quarters take 30. */
  @Test
  void whatIsLeftIsWhatTheRestTakesAtTheSamePace() {
    assertThat(ProgressBar.text(0.25, 10)).isEqualTo("[######------------------]  25 %, 30 s left");
    assertThat(ProgressBar.text(0.01, 10)).endsWith("17 min left");
    assertThat(ProgressBar.text(0, 10)).doesNotContain("left");
    assertThat(ProgressBar.text(0.001, 10)).doesNotContain("left");
  }

  @Test
  void terminalHasOneLineThatIsDrawnAnew() {
    ProgressBar bar = bar(true);
    bar.show(0.5, "half");
    bar.show(1, "all");
    bar.end();
    assertThat(text.toString().chars().filter(c -> c == '\n')).hasSize(1);
    assertThat(text.toString()).contains("\r\u001b[K").contains("all");
  }

  @Test
  void fileHasALineEachFiveSeconds() {
    ProgressBar bar = bar(false);
    for (int second = 0; second < 20; second++) {
      nanos.set(second * 1_000_000_000L);
      bar.show(second / 40.0, "");
    }
    assertThat(text.toString().lines()).hasSize(4);
    assertThat(text.toString()).doesNotContain("\r");
  }
}
