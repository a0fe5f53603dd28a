package dev.catenary.device.cli;

import dev.catenary.capture.replay.UnreadFrames;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.capture.trajectory.Trajectory;
import dev.catenary.capture.trajectory.TrajectoryPoses;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.health.PoseNeeds;
import dev.catenary.device.health.StrangeTraffic;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.PrintWriter;
import java.time.Instant;

/** Tells at the end of a replay what of the recordings became no points, why, and the cure. */
final class ReplayReport {
  private final Counters counters;
  private final UnreadFrames unread;

  ReplayReport(Counters counters, UnreadFrames unread) {
    this.counters = counters;
    this.unread = unread;
  }

  void print(PrintWriter to, Assembly machine, PositionSource source) {
    unread.problems().forEach(problem -> to.println("Recording        " + problem));
    String others = unread.otherProtocols();
    if (!others.isEmpty()) {
      to.println("Recording        other protocols, passed over: " + others);
    }
    StrangeTraffic.sentences(machine.strangers(), 0)
        .forEach(sentence -> to.println("Recording        " + sentence));
    long repeated = counters.get(DeviceCounter.DATAGRAMS_REPEATED);
    if (repeated > 0) {
      to.printf("Recording        %,d datagrams stand twice; each was taken once%n", repeated);
    }
    TrajectoryPoses postProcessed = machine.postProcessed();
    if (postProcessed != null && postProcessed.missed()) {
      Trajectory trajectory = postProcessed.trajectory();
      to.printf(
          "Trajectory       found points of %s that %s does not cover; it holds %s. Give the"
              + " trajectory of this survey, whole; check --trajectory-date and --trajectory-utc.%n",
          span(postProcessed.missedFirstNanos(), postProcessed.missedLastNanos()),
          trajectory.name(),
          span(trajectory.firstGpsNanos(), trajectory.lastGpsNanos()));
    }
    boolean isFixed = postProcessed != null || source == PositionSource.FIXED;
    long unplaced = counters.get(DeviceCounter.POINTS_WITHOUT_POSE);
    if (!isFixed && unplaced > 0 && counters.get(DeviceCounter.POSES_RECEIVED) == 0) {
      var answer = new PoseNeeds(source, machine.heard(), 0, counters::get).answer();
      to.println("Position         no pose: " + answer.found() + ". Cure: " + answer.cure());
    }
    if (counters.get(DeviceCounter.PACKETS_DECODED) == 0) {
      to.println("Nothing was decoded: no packet of a configured sensor was found.");
    } else if (isNothingKept()) {
      to.println("Every point was lost; the losses above say by what.");
    }
    to.flush();
  }

  /** A span of GPS time in UTC, for people. */
  static String span(long firstGpsNanos, long lastGpsNanos) {
    LeapSeconds leapSeconds = LeapSeconds.byDate();
    return Instant.ofEpochSecond(0, leapSeconds.unixOfGps(firstGpsNanos))
        + " to "
        + Instant.ofEpochSecond(0, leapSeconds.unixOfGps(lastGpsNanos));
  }

  /** 0 when points came through, or lie in durable chunks of an earlier run; else 1. */
  int exitStatus() {
    return counters.get(DeviceCounter.PACKETS_DECODED) == 0 || isNothingKept() ? 1 : 0;
  }

  private boolean isNothingKept() {
    return counters.get(DeviceCounter.POINTS_DECODED) > 0
        && counters.get(DeviceCounter.POINTS_IN_CHUNKS) == 0
        && counters.get(DeviceCounter.POINTS_ALREADY_DURABLE) == 0;
  }
}
