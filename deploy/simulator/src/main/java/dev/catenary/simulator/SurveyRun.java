package dev.catenary.simulator;

import dev.catenary.simulator.emit.Output;
import dev.catenary.simulator.emit.UdpOutput;
import dev.catenary.simulator.time.SurveyClock;
import dev.catenary.simulator.truth.Tally;
import dev.catenary.simulator.truth.TruthFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The ways a survey can go: over the network now, or into files at once. */
final class SurveyRun {
  /** Of a survey that is not live, 2026-01-01T00:00Z: its files must not depend on the day. */
  static final SurveyClock FIXED_CLOCK = new SurveyClock(1_767_225_600);

  private static final int SLOTS_TO_FILE = 256;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SurveySite site;
  private final Survey survey;
  private final int threads;
  private final @Nullable Path truth;

  /**
   * @param threads that scan
   * @param truth LAS file to write, or null
   */
  SurveyRun(SurveySite site, int threads, @Nullable Path truth) {
    this.site = site;
    this.survey = new Survey(site);
    this.threads = threads;
    this.truth = truth;
  }

  /** Goes as fast as it can. */
  Tally atOnce(Output output) throws IOException, InterruptedException {
    try (ScanAhead scans = scans(SLOTS_TO_FILE)) {
      send(scans, output, FIXED_CLOCK);
    }
    return survey.tally();
  }

  /**
   * Goes at the output's pace from the next whole second on, when the given part of it has been
   * scanned.
   */
  Tally live(UdpOutput output, double preparedSeconds, InstantSource host)
      throws IOException, InterruptedException {
    try (ScanAhead scans = scans(survey.packetsIn(preparedSeconds))) {
      scans.awaitFull();
      long millis = host.millis();
      long startSeconds = millis / MILLIS_PER_SECOND + 1;
      long waitMillis = startSeconds * MILLIS_PER_SECOND - millis;
      output.startAt(System.nanoTime() + waitMillis * NANOS_PER_MILLI);
      send(scans, output, new SurveyClock(startSeconds));
    }
    return survey.tally();
  }

  private ScanAhead scans(int slots) {
    return new ScanAhead(site::newScanner, threads, survey.packets(), slots, truth != null);
  }

  private void send(ScanAhead scans, Output output, SurveyClock clock)
      throws IOException, InterruptedException {
    if (truth == null) {
      survey.run(scans, output, clock, null);
      return;
    }
    try (TruthFile file = new TruthFile(truth, SurveySite.newFrame(), SurveySite.newMap(), clock)) {
      survey.run(scans, output, clock, file);
      file.finish();
    }
  }
}
