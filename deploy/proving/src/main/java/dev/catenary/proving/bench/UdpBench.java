package dev.catenary.proving.bench;

import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalKeeper;
import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.JournaledSource;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.KernelDrops;
import dev.catenary.capture.link.UdpLink;
import dev.catenary.capture.link.UdpLinkConfig;
import dev.catenary.device.bench.Figure;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Benchmark of reception and journalling at a sensor's rate: a sender in a process of its own,
 * loopback UDP, and from there on the machine's own link, ring, journal and forced writes.
 */
public final class UdpBench {
  private static final String LINK_NAME = "bench";
  private static final int RING_BYTES = 64 << 20;
  private static final int SEGMENT_BYTES = 64 << 20;
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;
  private static final long SYNC_NANOS = 1_000_000_000;
  private static final long SETTLE_MILLIS = 1_000;

  private final Path directory;

  /**
   * @param directory new, on the disk whose journal is meant
   */
  public UdpBench(Path directory) {
    this.directory = directory;
  }

  /** Counts of packets sent, received and journalled. */
  public record Result(
      int bytes,
      double sentPerSecond,
      long sent,
      long missing,
      long droppedByKernel,
      long droppedByRing,
      long journalled,
      long journalFailures,
      double allocatedBytesPerPacket,
      String bufferProblem) {

    /** Each packet was received once, in order, and is in the journal. */
    public boolean nothingLost() {
      return missing == 0 && journalFailures == 0 && journalled == sent;
    }

    public Figure figure() {
      return new Figure(
          "UDP packets lost",
          "packets",
          String.format(
              "of %,d of %,d bytes at %,.0f/s; kernel %,d, ring %,d; journalled %,d, not %,d; Netty's"
                  + " thread allocated %.0f bytes a packet%s",
              sent,
              bytes,
              sentPerSecond,
              droppedByKernel,
              droppedByRing,
              journalled,
              journalFailures,
              allocatedBytesPerPacket,
              bufferProblem.isEmpty() ? "" : "; " + bufferProblem),
          new Figure.Runs(missing));
    }
  }

  /** Sends and receives for this long. */
  public Result measure(int bytes, int packetsPerSecond, int seconds)
      throws IOException, InterruptedException {
    Counters counters = new Counters();
    DatagramRing ring = new DatagramRing(RING_BYTES, counters);
    Path folder = directory.resolve("journal-" + bytes);
    Path log = directory.resolve("sender-" + bytes + ".log");
    UdpLinkConfig config =
        new UdpLinkConfig(
            LINK_NAME,
            "127.0.0.1",
            0,
            null,
            RECEIVE_BUFFER_BYTES,
            UdpLinkConfig.DEFAULT_DATAGRAM_BYTES_MAX);
    var journalConfig = new JournalConfig(folder, SEGMENT_BYTES, SYNC_NANOS, false);
    try (JournalWriter journal = new JournalWriter(journalConfig, counters)) {
      UdpLink link =
          new UdpLink(config, 0, ring, counters, UdpBench::hostNanos, UdpLink.Transport.best());
      String problem = link.receiveBufferProblem();
      NumberedPackets received =
          new NumberedPackets(
              new JournaledSource(
                  new JournalSource(folder, counters), ring, journal, () -> true, 0));
      Lifecycle lifecycle = new Lifecycle();
      lifecycle.addInterruptible(
          new KernelDrops(
              Path.of("/proc/net/udp"), List.of(link.port()), counters, System::nanoTime));
      lifecycle.addDraining(received);
      lifecycle.addInterruptible(
          new JournalKeeper(journal, SYNC_NANOS, received::count, System::nanoTime));
      lifecycle.start();
      long allocatedBefore = ReceiverAllocation.bytes(LINK_NAME);
      String told = send(link.port(), bytes, packetsPerSecond, seconds, log);
      Thread.sleep(SETTLE_MILLIS);
      long allocated = ReceiverAllocation.bytes(LINK_NAME) - allocatedBefore;
      link.close();
      ring.close();
      lifecycle.stop();
      String[] words = told.strip().split(" ");
      long sent = Long.parseLong(words[0]);
      return new Result(
          bytes,
          sent / Double.parseDouble(words[1]),
          sent,
          sent - received.inOrder(),
          counters.get(DeviceCounter.DATAGRAMS_DROPPED_BY_KERNEL),
          counters.get(DeviceCounter.DATAGRAMS_DROPPED_QUEUE_FULL),
          counters.get(DeviceCounter.JOURNAL_DATAGRAMS),
          counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES),
          (double) allocated / sent,
          problem == null ? "" : problem);
    }
  }

  private static String send(int port, int bytes, int packetsPerSecond, int seconds, Path log)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            PacketSender.class.getName(),
            Integer.toString(port),
            Integer.toString(bytes),
            Integer.toString(packetsPerSecond),
            Integer.toString(seconds));
    try (ChildProcess sender = ChildProcess.java(command, log)) {
      if (!sender.awaitExit((seconds * 2L + 30) * 1_000) || sender.exitStatus() != 0) {
        throw new IOException(
            "the sender did not end well; its last words: \"" + sender.lastLine() + '"');
      }
      return sender.lastLine();
    }
  }

  private static long hostNanos() {
    return System.currentTimeMillis() * 1_000_000;
  }
}
