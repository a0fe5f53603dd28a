package dev.catenary.simulator;

import dev.catenary.simulator.emit.InspvaxMessage;
import dev.catenary.simulator.emit.NmeaSentences;
import dev.catenary.simulator.emit.Output;
import dev.catenary.simulator.emit.PositionPacket;
import dev.catenary.simulator.emit.Stream;
import dev.catenary.simulator.platform.InsState;
import dev.catenary.simulator.scan.Scanner;
import dev.catenary.simulator.time.SurveyClock;
import dev.catenary.simulator.truth.Tally;
import dev.catenary.simulator.truth.TruthFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Goes over the line once: LiDAR packets and the vehicle's positions in the order of time. */
final class Survey {
  private static final long INS_NANOS = 10_000_000;
  private static final long NMEA_NANOS = 100_000_000;

  /** Far more than any sensor sends in an hour. */
  private static final long PACKETS_MAX = 1 << 24;

  private static final long SECOND_NANOS = 1_000_000_000;

  /** Positions go on after the last packet, so that each point has one after it. */
  private static final long AFTER_NANOS = 300_000_000;

  private final SurveySite site;
  private final Scanner stamps;
  private final long packets;
  private final InsState state;
  private final Tally tally = new Tally();
  private long nextIns;
  private long nextNmea;
  private long nextSecond;

  Survey(SurveySite site) {
    this.site = site;
    this.stamps = site.newScanner();
    this.state = new InsState(site.platform().trajectory(), SurveySite.newFrame());
    long end = (long) (site.plan().seconds() * SECOND_NANOS);
    long count = 0;
    for (long bit = PACKETS_MAX; bit > 0; bit >>= 1) {
      if (stamps.packetStartNanos(count + bit) <= end) {
        count += bit;
      }
    }
    this.packets = count;
  }

  /** Packets that are whole at the survey's end. */
  long packets() {
    return packets;
  }

  /** Packets that begin in a time, for sizing what is scanned ahead. */
  int packetsIn(double seconds) {
    return (int) Math.ceil(packets * seconds / site.plan().seconds());
  }

  /** Points sent, by true class. */
  Tally tally() {
    return tally;
  }

  /** Sends all of it. */
  void run(ScanAhead scans, Output output, SurveyClock clock, @Nullable TruthFile truth)
      throws IOException, InterruptedException {
    for (long number = 0; number < packets; number++) {
      // A packet leaves the sensor when it is full.
      long leaves = stamps.packetStartNanos(number + 1);
      positions(leaves, output, clock);
      ScanAhead.Slot slot = scans.take();
      stamps.stamp(number, clock, slot.packet);
      output.send(Stream.LIDAR, leaves, slot.packet);
      tally.add(slot.tally);
      if (truth != null && slot.returns != null) {
        truth.add(slot.returns);
      }
      scans.giveBack(slot);
    }
    positions(stamps.packetStartNanos(packets) + AFTER_NANOS, output, clock);
  }

  private void positions(long until, Output output, SurveyClock clock) throws IOException {
    while (Math.min(nextIns, Math.min(nextNmea, nextSecond)) <= until) {
      long now = Math.min(nextIns, Math.min(nextNmea, nextSecond));
      state.at(now / 1e9);
      Instant utc = clock.utc(now);
      if (nextSecond == now) {
        output.send(Stream.POSITION, now, PositionPacket.of(utc, clock.hourMicros(now), state));
        nextSecond += SECOND_NANOS;
      }
      if (nextNmea == now) {
        String text =
            NmeaSentences.gga(utc, state)
                + NmeaSentences.rmc(utc, state)
                + NmeaSentences.hdt(state);
        output.send(Stream.NMEA, now, text.getBytes(StandardCharsets.US_ASCII));
        nextNmea += NMEA_NANOS;
      }
      if (nextIns == now) {
        output.send(Stream.INS, now, InspvaxMessage.of(clock.gpsNanos(now), state));
        nextIns += INS_NANOS;
      }
    }
  }
}
