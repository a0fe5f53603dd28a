package dev.catenary.device.bench;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalKeeper;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.link.Datagram;
import dev.catenary.device.board.Board;
import dev.catenary.device.board.Pins;
import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.BoardSettings;
import dev.catenary.device.health.Condition;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that the supply must hold after its power-fail line has fallen: until all that was captured
 * is in the journal and forced to the disk. The board's own code looks at a line of our own, and
 * the journal's own code writes a VLP-16's packets in dual return at their rate.
 */
public final class HoldUpBench {
  private static final int ROUNDS = 20;
  private static final int PACKET_BYTES = 1_206;

  /** VLP-16 user manual 63-9243, chapter 9: 754 packets a second, twice that in dual return. */
  private static final int PACKETS_PER_SECOND = 1_508;

  private static final long SECOND = 1_000_000_000L;
  private static final int PIN = 15;

  private final Path directory;

  /**
   * @param directory new, on the disk whose journal is meant
   */
  public HoldUpBench(Path directory) {
    this.directory = directory;
  }

  /** One figure: from the edge to the end of the force. */
  public Figure measure() throws IOException, InterruptedException {
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      millis[round] = round(round);
    }
    return new Figure(
        "hold-up: power-fail edge to disk",
        "ms",
        String.format(
            "%,d packets/s of %,d bytes, journal forced each second",
            PACKETS_PER_SECOND, PACKET_BYTES),
        new Figure.Runs(millis));
  }

  private double round(int round) throws IOException, InterruptedException {
    Counters counters = new Counters();
    Path folder = directory.resolve("hold-up-" + round);
    JournalConfig config = new JournalConfig(folder, 64L << 20, SECOND, true);
    try (JournalWriter journal = new JournalWriter(config, counters)) {
      Supply supply = new Supply(journal);
      BoardSettings settings =
          new BoardSettings(
              "raspberry-pi-5", 0, 0, PIN, 0, List.of(), 0, BoardSettings.Pps.NONE, 0, null);
      Board board =
          new Board(
              settings,
              BoardFile.named(settings.computer()).orElseThrow(),
              supply,
              supply,
              MissionControl.always("bench"),
              System::nanoTime);
      JournalKeeper keeper = new JournalKeeper(journal, SECOND, () -> 0, System::nanoTime);
      Thread looks = Thread.ofPlatform().name("board").start(() -> supply.lookWith(board));
      Thread forces = Thread.ofPlatform().name("capture-journal").start(() -> keep(keeper, supply));
      // Each round fails at another moment between two ordinary forces.
      capture(journal, SECOND + (2 * round + 1) * SECOND / (2 * ROUNDS));
      supply.fail();
      if (!supply.stopped.await(1, TimeUnit.MINUTES)) {
        throw new IOException("found no flush within a minute of the supply's failure");
      }
      looks.join();
      forces.join();
      if (counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES) > 0) {
        throw new IOException("the journal could not be written to " + folder);
      }
      return (supply.durableNanos - supply.failedNanos) / 1e6;
    }
  }

  private static void capture(JournalWriter journal, long forNanos) {
    Datagram datagram = new Datagram();
    datagram.bytes = ByteBuffer.allocate(PACKET_BYTES);
    datagram.length = PACKET_BYTES;
    long start = System.nanoTime();
    while (System.nanoTime() - start < forNanos) {
      long due = (System.nanoTime() - start) * PACKETS_PER_SECOND / SECOND;
      while (datagram.sequence < due) {
        datagram.sequence++;
        datagram.arrivalNanos = System.currentTimeMillis() * 1_000_000;
        journal.append(datagram);
      }
      LockSupport.parkNanos(500_000);
    }
  }

  /** Never interrupted: that would close the segment's channel. */
  private static void keep(JournalKeeper keeper, Supply supply) {
    while (supply.stopped.getCount() > 0) {
      keeper.doWork();
      LockSupport.parkNanos(500_000);
    }
  }

  /** The supply's line, and the machine that acts on it. */
  private static final class Supply implements Pins, Board.Machine {
    private final JournalWriter journal;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean good = true;
    private volatile long failedNanos;
    private volatile long durableNanos;

    private Supply(JournalWriter journal) {
      this.journal = journal;
    }

    private void fail() {
      failedNanos = System.nanoTime();
      good = false;
    }

    private void lookWith(Board board) {
      try {
        while (stopped.getCount() > 0) {
          board.doWork();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Condition worst() {
      return Condition.OK;
    }

    @Override
    public void flush() {
      journal.force();
      durableNanos = System.nanoTime();
    }

    @Override
    public void stop(String why) {
      stopped.countDown();
    }

    @Override
    public Output output(int line, boolean high) {
      return _ -> {};
    }

    @Override
    public Input input(int line, Pull pull) {
      return () -> good;
    }

    @Override
    public void watchRises(int line, Pull pull, Runnable onRise) {}

    @Override
    public void close() {}
  }
}
