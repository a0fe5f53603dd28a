package dev.catenary.proving.torture;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.RunNumber;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** A simulated survey as the raw journal of a vehicle whose power went before a chunk was made. */
final class PointsJournal {
  private static final long SEGMENT_BYTES = 4 << 20;
  private static final long SYNC_NANOS = 1_000_000_000;
  private static final long SIMULATION_MILLIS_MAX = 300_000;

  /** The second LiDAR's packets come this much behind the first one's. */
  private static final long BEHIND_NANOS = 210_000;

  private final PointsMachine machine;
  private final JournalWriter writer;
  private long sequence;
  private LdrobotLine line;

  private PointsJournal(PointsMachine machine, JournalWriter writer, long sequence, long seed) {
    this.machine = machine;
    this.writer = writer;
    this.sequence = sequence;
    this.line = new LdrobotLine(0, seed);
  }

  /**
   * Makes the journal in this data folder.
   *
   * @param home the checkout, whose build has the simulator
   * @return how many datagrams it has
   */
  static long make(Path home, Path data, PointsMachine machine, int seconds, long seed)
      throws IOException, InterruptedException {
    Path recording = machine.directory().resolve("survey.pcap");
    simulate(home, machine, recording, seconds, seed);
    long before = RunNumber.begin(data);
    Counters counters = new Counters();
    LongSupplier clock = System::nanoTime;
    JournalConfig config =
        new JournalConfig(data.resolve("journal"), SEGMENT_BYTES, SYNC_NANOS, false);
    try (var source = new ReplaySource(List.of(recording), ReplaySource.UNPACED, clock, counters);
        var writer = new JournalWriter(config, counters)) {
      var journal = new PointsJournal(machine, writer, before, seed);
      while (!source.isExhausted()) {
        source.poll(datagram -> journal.take(datagram, seed), 64);
      }
      return journal.sequence - before;
    }
  }

  private static void simulate(
      Path home, PointsMachine machine, Path recording, int seconds, long seed)
      throws IOException, InterruptedException {
    Path target = home.resolve("deploy/simulator/target");
    DemoPorts ports = machine.ports();
    try (ChildProcess simulator =
        ChildProcess.java(
            List.of(
                "-Xmx256m",
                "-cp",
                target.resolve("catenary-simulator.jar") + ":" + target.resolve("lib") + "/*",
                "dev.catenary.simulator.Main",
                "--scene=rural-distribution",
                "--returns=1",
                "--seconds=" + seconds,
                "--seed=" + seed,
                "--lidar-port=" + ports.lidar(),
                "--position-port=" + ports.position(),
                "--ins-port=" + ports.ins(),
                "--pcap=" + recording),
            machine.directory().resolve("sim.log"))) {
      if (!simulator.awaitExit(SIMULATION_MILLIS_MAX) || simulator.exitStatus() != 0) {
        throw new IOException("the simulator made no survey: " + simulator.lastLine());
      }
    }
  }

  private void take(Datagram datagram, long seed) {
    if (machine.sensors() == PointSensors.THREE) {
      if (line.nextReadNanos() < SYNC_NANOS) {
        line = new LdrobotLine(datagram.arrivalNanos, seed);
      }
      while (line.nextReadNanos() <= datagram.arrivalNanos) {
        appendRead();
      }
    }
    append(datagram, datagram.destinationPort, datagram.arrivalNanos);
    if (machine.sensors() == PointSensors.THREE) {
      int port = datagram.destinationPort;
      DemoPorts first = machine.ports();
      if (port == first.lidar() || port == first.position()) {
        append(
            datagram,
            port == first.lidar() ? machine.second().lidar() : machine.second().position(),
            datagram.arrivalNanos + BEHIND_NANOS);
      }
    }
  }

  private void appendRead() {
    Datagram read = new Datagram();
    long arrivalNanos = line.nextReadNanos();
    ByteBuffer bytes = line.read();
    read.bytes = bytes;
    read.length = bytes.remaining();
    append(read, machine.serialPort(), arrivalNanos);
  }

  private void append(Datagram datagram, int destinationPort, long arrivalNanos) {
    int port = datagram.destinationPort;
    long nanos = datagram.arrivalNanos;
    datagram.sequence = ++sequence;
    datagram.destinationPort = destinationPort;
    datagram.arrivalNanos = arrivalNanos;
    writer.append(datagram);
    datagram.destinationPort = port;
    datagram.arrivalNanos = nanos;
  }
}
