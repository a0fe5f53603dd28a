package dev.catenary.proving.torture;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.problem.LogCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Loss of the raw journal at each kill, read from its segments while the service is dead: the time
 * between the last datagram that is kept and the kill. One thread.
 */
final class JournalLosses {
  private static final int RUN_BITS = 40;

  /** {@code journal.sync-every} of the machine. */
  private static final double INTERVAL_SECONDS = 1;

  private final TortureMachine machine;
  private final double slackSeconds;
  private final List<String> broken;
  private final List<Double> unsyncedSeconds = new ArrayList<>();
  private int liveKills;
  private int gapsTold;

  /**
   * @param slackSeconds beyond the interval, for threads to get their turn
   * @param broken takes what broke
   */
  JournalLosses(TortureMachine machine, double slackSeconds, List<String> broken) {
    this.machine = machine;
    this.slackSeconds = slackSeconds;
    this.broken = broken;
  }

  /**
   * One kill of a service that captured.
   *
   * @param number from 0
   * @param captureMillis when it was first seen to capture, Unix time
   * @param sentUntilMillis when it was killed, or the last packet before that was sent; Unix time
   * @param cutOffBefore whether it had found the journal of a run before
   * @param output all that it wrote
   */
  record Kill(
      int number, long captureMillis, long sentUntilMillis, boolean cutOffBefore, String output) {}

  /** Tests whether a run has left a journal behind. */
  boolean hasJournal() throws IOException {
    return !segments().isEmpty();
  }

  /** True when a run after this one has kept its first datagram: its segment has appeared. */
  boolean capturesSince(long runBefore) throws IOException {
    long run = machine.runNumber();
    String first = String.format("journal-%019d.pcapng", (run << RUN_BITS) + 1);
    return run > runBefore && Files.exists(machine.journal().resolve(first));
  }

  /** Adds the loss of one kill: the time after the journal's last datagram. */
  void look(Kill kill) throws IOException {
    long firstOfRun = machine.runNumber() << RUN_BITS;
    long last = 0;
    long lastMillis = kill.captureMillis;
    long live = 0;
    Counters counters = new Counters();
    for (Path segment : segments()) {
      if (Files.size(segment) == 0) {
        continue;
      }
      Datagram datagram = new Datagram();
      try (var reader = new CaptureFileReader(segment, counters)) {
        while (reader.next(datagram)) {
          if (datagram.sequence > firstOfRun) {
            if (last != 0 && datagram.sequence != last + 1) {
              broken.add("kill " + kill.number + ": a hole in the journal after datagram " + last);
            }
            last = datagram.sequence;
            lastMillis = datagram.arrivalNanos / 1_000_000;
            live++;
          }
        }
      }
    }
    if (live > 0) {
      liveKills++;
      tellsOfGap(kill);
    }
    double unsynced = Math.max(0, kill.sentUntilMillis - lastMillis) / 1e3;
    unsyncedSeconds.add(unsynced);
    if (unsynced > INTERVAL_SECONDS + slackSeconds) {
      broken.add(
          String.format(
              Locale.ROOT, "kill %d: %.2f s of packets are not kept", kill.number, unsynced));
    }
  }

  /** The journal of the killed run before was there, so this run has said what is missing. */
  private void tellsOfGap(Kill kill) {
    if (kill.cutOffBefore && kill.output.contains(LogCode.JOURNAL_CUT_OFF.toString())) {
      gapsTold++;
    } else if (kill.cutOffBefore) {
      broken.add("kill " + kill.number + ": the run did not say what the kill before took");
    }
  }

  private List<Path> segments() throws IOException {
    if (!Files.isDirectory(machine.journal())) {
      return List.of();
    }
    try (var files = Files.list(machine.journal())) {
      // Beside the segments lies what a run needs no more, and those that somebody has asked for.
      return files.filter(file -> file.toString().endsWith(".pcapng")).sorted().toList();
    }
  }

  /** Number of kills that came while the service captured. */
  int liveKills() {
    return liveKills;
  }

  /** A line for the row, where any kill was looked at. */
  List<String> figures() {
    if (unsyncedSeconds.isEmpty()) {
      return List.of();
    }
    double[] unsynced = unsyncedSeconds.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(unsynced);
    return List.of(
        String.format(
            Locale.ROOT,
            "packets a kill took: median %.2f s, most %.2f s; %,d gaps told in the log",
            unsynced[unsynced.length / 2],
            unsynced[unsynced.length - 1],
            gapsTold));
  }
}
