package dev.catenary.device.selftest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Runs one self-test at a time on a thread of its own and keeps the last record. Any thread. */
public final class SelfTestRunner implements AutoCloseable {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final SelfTest test;
  private final RecordSigner signer;
  private final Path folder;
  private final LongSupplier nanos;
  private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
  private volatile long startedNanos;
  private volatile @Nullable SignedRecord last;

  /**
   * @param folder where signed records are kept
   * @param nanos steady clock
   */
  public SelfTestRunner(SelfTest test, RecordSigner signer, Path folder, LongSupplier nanos)
      throws IOException {
    this.test = test;
    this.signer = signer;
    this.folder = folder;
    this.nanos = nanos;
    this.last = SignedRecord.latest(folder);
  }

  /**
   * @param secondsLeft of the one that runs
   * @param last null before the first
   */
  public record State(
      boolean running, double progress, int secondsLeft, @Nullable SignedRecord last) {}

  public State state() {
    boolean runs = running.get() != null;
    double progress =
        runs ? Math.clamp((nanos.getAsLong() - startedNanos) / (double) test.nanos(), 0, 1) : 0;
    int left = runs ? (int) Math.ceil((1 - progress) * test.nanos() / SECOND_NANOS) : 0;
    return new State(runs, progress, left, last);
  }

  /**
   * Starts a test, unless one runs.
   *
   * @param by who asks, for the record
   */
  public State start(String by) {
    Thread thread = Thread.ofPlatform().name("self-test").daemon().unstarted(() -> run(by));
    if (running.compareAndSet(null, thread)) {
      startedNanos = nanos.getAsLong();
      thread.start();
    }
    return state();
  }

  private void run(String by) {
    try {
      SignedRecord signed = signer.sign(test.run(by));
      signed.keepIn(folder);
      last = signed;
      Logger.info(
          "self-test {} for {}: {}", signed.passed() ? "passed" : "FAILED", by, signed.at());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      Logger.error(e, "the self-test came to no end: {}", e.getMessage());
    } finally {
      running.set(null);
    }
  }

  /** A test that runs is given up with the process: its thread is a daemon and holds nothing. */
  @Override
  public void close() {
    running.set(null);
  }
}
