package dev.catenary.device.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.flow.Stage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StageThreadTest {
  private final CountDownLatch told = new CountDownLatch(1);

  /** Ends its first step with what it was given. */
  private record Breaking(Error error) implements Stage {
    @Override
    public String roleName() {
      return "breaking";
    }

    @Override
    public int doWork() {
      throw error;
    }

    @Override
    public void close() {}
  }

  @Test
  void anErrorBreaksAStageAsAnExceptionDoes() throws InterruptedException {
    Error error = new OutOfMemoryError("Cannot reserve direct buffer memory");
    var thread = new StageThread(new Breaking(error), true, Patience.CAPTURE, told::countDown);
    thread.start();
    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(thread.broken()).isSameAs(error);
  }
}
