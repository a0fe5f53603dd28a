package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.iot.JobOrders.Progress;
import dev.catenary.uplink.iot.JobOrders.Status;
import dev.catenary.uplink.transfer.Backoff;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto and a double of the jobs service behind it. */
class UpdateJobsTest {
  private static final Topics TOPICS = new Topics("drone-1");
  private static final Progress WAITING =
      new Progress(Status.IN_PROGRESS, Map.of("phase", "WAITING"));

  @TempDir Path folder;
  private MosquittoProcess broker;
  private BrokerLine office;
  private BrokerLine line;
  private JobsDouble service;
  private UpdateJobs jobs;
  private final List<String> hints = new ArrayList<>();
  private Progress progress = WAITING;
  private long passedNanos;

  private final JobOrders orders =
      new JobOrders() {
        @Override
        public void hint(String job) {
          hints.add(job);
        }

        @Override
        public Progress progress(String job) {
          return progress;
        }
      };

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    PrivateAuthority authority = new PrivateAuthority(folder.resolve("ca"));
    broker = new MosquittoProcess(folder.resolve("broker"), authority);
    office = CloudBench.peer(broker, authority, "office", JobsDouble.filters(TOPICS));
    service = new JobsDouble(office, TOPICS);
    line =
        CloudBench.peer(
            broker,
            authority,
            "drone-1",
            UpdateJobs.filters(TOPICS, orders).toArray(String[]::new));
    jobs = jobs();
  }

  private UpdateJobs jobs() {
    return new UpdateJobs(
        TOPICS,
        orders,
        () -> System.nanoTime() + passedNanos,
        new Backoff(1_000_000, 2_000_000, new Random(1)));
  }

  @AfterEach
  void end() {
    line.close();
    office.close();
    broker.close();
  }

  private void until(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not come to be").isLessThan(end);
      service.step();
      for (Message message = line.poll(); message != null; message = line.poll()) {
        jobs.take(message);
      }
      jobs.step(line);
      Thread.sleep(2);
      passedNanos += 20_000_000;
    }
  }

  private void pass(Duration time) throws InterruptedException {
    long end = passedNanos + time.toNanos();
    until(() -> passedNanos >= end);
  }

  @Test
  void jobIsTakenAsAHintAndToldToItsEnd() throws Exception {
    service.create("one");
    until(() -> service.detail("one", "phase").equals("WAITING"));
    assertThat(hints).containsExactly("one");
    progress = new Progress(Status.IN_PROGRESS, Map.of("phase", "TRIAL"));
    until(() -> service.detail("one", "phase").equals("TRIAL"));
    progress = new Progress(Status.SUCCEEDED, Map.of("phase", "GOOD"));
    until(() -> service.status("one").equals("SUCCEEDED"));
    assertThat(service.rejections).isEmpty();
    progress = WAITING;
    service.create("two");
    until(() -> service.status("two").equals("IN_PROGRESS") && hints.contains("two"));
  }

  @Test
  void nothingIsToldTwice() throws Exception {
    service.create("one");
    until(() -> !service.statuses.isEmpty());
    pass(Duration.ofSeconds(20));
    assertThat(service.statuses).containsExactly("one IN_PROGRESS");
  }

  @Test
  void versionThatAnotherHasChangedIsAskedForAnew() throws Exception {
    service.create("one");
    service.beforeUpdate = () -> service.touch("one");
    until(() -> service.detail("one", "phase").equals("WAITING"));
    assertThat(service.rejections).containsExactly("VersionMismatch");
    assertThat(hints).containsExactly("one");
  }

  @Test
  void cancelledAndTimedOutJobsMakeWayForTheNext() throws Exception {
    for (String status : List.of("CANCELED", "TIMED_OUT")) {
      service.create("job-" + status);
      until(() -> hints.contains("job-" + status));
      service.create("after-" + status);
      service.end("job-" + status, status);
      until(() -> hints.contains("after-" + status));
      service.end("after-" + status, status);
    }
    assertThat(service.status("job-CANCELED")).isEqualTo("CANCELED");
  }

  @Test
  void endThatCrossesACancellationIsLetGo() throws Exception {
    service.create("one");
    until(() -> service.detail("one", "phase").equals("WAITING"));
    service.create("two");
    service.beforeUpdate = () -> service.end("one", "CANCELED");
    progress = new Progress(Status.SUCCEEDED, Map.of());
    until(() -> service.rejections.contains("TerminalStateReached"));
    progress = WAITING;
    until(() -> hints.contains("two"));
  }

  @Test
  void lostAnswerIsAskedForAgain() throws Exception {
    service.copies = 0;
    service.create("one");
    pass(Duration.ofSeconds(10));
    assertThat(hints).isEmpty();
    service.copies = 1;
    until(() -> service.detail("one", "phase").equals("WAITING"));
  }

  @Test
  void answersTwiceOrLateChangeNothing() throws Exception {
    service.copies = 2;
    service.create("one");
    until(() -> service.detail("one", "phase").equals("WAITING"));
    service.isLate = true;
    progress = new Progress(Status.IN_PROGRESS, Map.of("phase", "TRIAL"));
    pass(Duration.ofSeconds(40));
    service.release();
    progress = new Progress(Status.FAILED, Map.of("why", "it fell back"));
    until(() -> service.status("one").equals("FAILED"));
    assertThat(hints).containsExactly("one");
  }

  @Test
  void longWordsAreCutToWhatTheServiceTakes() throws Exception {
    progress = new Progress(Status.REJECTED, Map.of("why", "x".repeat(5_000)));
    service.create("one");
    until(() -> service.status("one").equals("REJECTED"));
    assertThat(service.detail("one", "why")).hasSize(1_024);
    assertThat(service.rejections).isEmpty();
  }

  @Test
  void restartFindsItsJobAgain() throws Exception {
    service.create("one");
    until(() -> service.detail("one", "phase").equals("WAITING"));
    jobs = jobs();
    progress = new Progress(Status.SUCCEEDED, Map.of());
    until(() -> service.status("one").equals("SUCCEEDED"));
    // It is hinted at again: the vehicle knows by the name that it has it in hand.
    assertThat(hints).containsExactly("one", "one");
  }

  @Property(tries = 300)
  void anyBytesOnTheTopicsAreTakenWithoutAnException(@ForAll byte[] bytes) {
    UpdateJobs alone = new UpdateJobs(TOPICS, orders, () -> 0, new Backoff(1, 2, new Random(1)));
    for (String last : List.of("notify-next", "start-next/accepted", "x/update/rejected")) {
      assertThat(alone.take(new Message(TOPICS.jobs(last), ByteString.copyFrom(bytes)))).isTrue();
    }
  }
}
