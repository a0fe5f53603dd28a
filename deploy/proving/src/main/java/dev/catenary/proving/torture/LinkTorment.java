package dev.catenary.proving.torture;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proving.demo.DemoStore;
import dev.catenary.proving.process.ChildProcess;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a spool with chunks of several parts over lines that are slow, silent, cut or lossy, to
 * servers that are away, restarted or overrun, and counts each byte that goes up.
 */
public final class LinkTorment implements Torment {
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final int LARGE_BYTES = 4 * UplinkProcess.PART_BYTES + 300_000;
  private static final int SMALL_BYTES = 100_000;
  private static final int SMALL = 5;
  private static final long MILLIS_MAX = 240_000;

  /** TCP waits seconds for each packet that is lost several times over. */
  private static final long LOSSY_MILLIS_MAX = 1_200_000;

  private static final long THROTTLED = 3 << 20;

  private final Path home;
  private final Path directory;
  private final List<Fault> faults;
  private final String row;
  private final List<String> figures = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** Fault of a line, or of the server behind it, while the spool is sent. */
  enum Fault {
    DELAY("2 s there and back"),
    CUTS("cut for 1 s after each 7,000,000 bytes"),
    SILENCE("nothing gets through for 5 s, twice, and nobody is told"),
    NAME_UNKNOWN("the store's name cannot be resolved for the first 5 s"),
    LOSS_5("5 % of packets lost"),
    LOSS_20("20 % of packets lost"),
    LOSS_30("30 % of packets lost"),
    RESTARTS("the S3 server is killed and started anew, three times"),
    STORM("503 to everything for 4 s, three times");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    int lossPercent() {
      return switch (this) {
        case LOSS_5 -> 5;
        case LOSS_20 -> 20;
        case LOSS_30 -> 30;
        default -> 0;
      };
    }
  }

  private LinkTorment(Path home, Path directory, String row, List<Fault> faults) {
    this.home = home;
    this.directory = directory;
    this.row = row;
    this.faults = faults;
  }

  /** Of the line: all of them, or those that take a few seconds. */
  public static LinkTorment ofLines(Path home, Path directory, boolean longForm) {
    List<Fault> all =
        List.of(
            Fault.CUTS,
            Fault.NAME_UNKNOWN,
            Fault.SILENCE,
            Fault.DELAY,
            Fault.LOSS_5,
            Fault.LOSS_20,
            Fault.LOSS_30);
    return new LinkTorment(home, directory, "links", longForm ? all : all.subList(0, 2));
  }

  /** Of the server behind it. */
  public static LinkTorment ofStores(Path home, Path directory) {
    return new LinkTorment(home, directory, "stores", List.of(Fault.RESTARTS, Fault.STORM));
  }

  @Override
  public Outcome run() throws Exception {
    for (Fault fault : faults) {
      if (fault.lossPercent() > 0 && !LossyNamespace.isPossible()) {
        figures.add(fault.words + ": not run, for want of namespaces or nft on this machine");
      } else {
        run(
            fault,
            Files.createDirectories(directory.resolve(fault.name().toLowerCase(Locale.ROOT))));
      }
    }
    return new Outcome(
        row,
        "a spool of one chunk of five parts and "
            + SMALL
            + " small ones, sent by the uploader in a process of its own to S3Proxy: "
            + String.join("; ", faults.stream().map(fault -> fault.words).toList()),
        "it completes unaided; each chunk is one object of its SHA-256; the bytes of files that went"
            + " up more than once are at most one part for each cut, and, where packets are lost, for each"
            + " connection that an end gave up",
        figures,
        broken);
  }

  private Promises fill(Path spool) throws Exception {
    Promises promises = new Promises();
    try (Spool opened =
        Spool.open(new SpoolConfig(spool, 0), new Counters(), InstantSource.system(), _ -> {})) {
      for (int i = 0; i <= SMALL; i++) {
        int bytes = i == 0 ? LARGE_BYTES : SMALL_BYTES;
        new Recorder(
                opened,
                SmallZones.encoder(bytes, bytes + 1),
                SmallZones.ORIGIN,
                new Counters(),
                InstantSource.system())
            .record(SmallZones.zone(i, 10L * i + 1, 10L * i + 9, Rank.CONDUCTOR, 0));
      }
    }
    promises.look(spool);
    return promises;
  }

  private void run(Fault fault, Path folder) throws Exception {
    Path spool = Files.createDirectories(folder.resolve("spool"));
    Promises promises = fill(spool);
    long start = System.nanoTime();
    DemoStore store = DemoStore.start(home.resolve(S3PROXY), folder);
    try (BadLine line = new BadLine(store.endpoint())) {
      Path hosts = folder.resolve("hosts");
      Path log = folder.resolve("uplink.log");
      List<String> options = new ArrayList<>();
      String endpoint = line.endpoint();
      if (fault == Fault.NAME_UNKNOWN) {
        Files.writeString(hosts, "127.0.0.1 localhost\n");
        options.add("-Djdk.net.hosts.file=" + hosts);
        options.add("-Dsun.net.inetaddr.negative.ttl=1");
        endpoint = "http://store.torture:" + line.port();
      }
      int cuts = 0;
      if (fault.lossPercent() > 0) {
        LossyNamespace.run(home, folder, fault.lossPercent(), LOSSY_MILLIS_MAX, broken);
      } else {
        try (ChildProcess uplink = UplinkProcess.start(options, spool, endpoint, log)) {
          var trouble = new Trouble(fault, line, store, folder, home, uplink, hosts);
          cuts = trouble.make(MILLIS_MAX);
          store = trouble.store();
          if (!uplink.awaitExit(MILLIS_MAX) || uplink.exitStatus() != 0) {
            broken.add(fault.words + ": it does not complete: " + uplink.lastLine());
          }
        }
      }
      promises.look(spool);
      Bucket bucket = Bucket.read(store.objects(), false);
      for (String each : bucket.against(promises.wholeChunks())) {
        broken.add(fault.words + ": " + each);
      }
      var retries = Retries.read(log);
      // Where packets are lost either end gives a connection up that has been still for long.
      int ended = cuts + (fault.lossPercent() > 0 ? retries.failures() : 0);
      if (retries.bytesAgain() > (long) ended * UplinkProcess.PART_BYTES) {
        broken.add(fault.words + ": " + retries + " after " + cuts + " cuts");
      }
      figures.add(
          String.format(
              Locale.ROOT,
              "%s: %.0f s, %d cuts, %,d bytes went up for %,d, of files again %,d after %d requests"
                  + " that failed; %d connections refused",
              fault.words,
              (System.nanoTime() - start) / 1e9,
              cuts,
              line.upBytes(),
              LARGE_BYTES + SMALL * SMALL_BYTES,
              retries.bytesAgain(),
              retries.failures(),
              line.refused()));
    } finally {
      store.close();
    }
  }

  /** Retries in the uploader's last line. */
  private record Retries(int failures, long bytesAgain) {
    private static final Pattern LINE = Pattern.compile("failures ([0-9]+) repeated ([0-9]+)");

    static Retries read(Path log) throws IOException {
      return Files.readAllLines(log).stream()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(line -> new Retries(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2))))
          .findFirst()
          .orElse(new Retries(0, 0));
    }
  }

  static long throttled() {
    return THROTTLED;
  }
}
