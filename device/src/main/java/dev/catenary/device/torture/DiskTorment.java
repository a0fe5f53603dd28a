package dev.catenary.device.torture;

import dev.catenary.device.demo.DemoPorts;
import dev.catenary.device.demo.DemoStore;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs the service on a real small file system, in a mount namespace of its own, with the link
 * down, until the disk can take no more; then the link comes back.
 */
public final class DiskTorment implements Torment {
  private static final String S3PROXY = "device/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final int FLIGHT_SECONDS = 600;
  private static final long FILL_MILLIS_MAX = 150_000;
  private static final int SEALED_BEFORE = 10;
  private static final String FILLER = "filler";
  private static final long HOLD_MILLIS = 6_000;
  private static final long DRAIN_MILLIS_MAX = 150_000;
  private static final int GIVEN_UP_CHUNK = 2;
  private static final int GIVEN_UP_RANK = 3;
  private static final int LAST_RANK_KEPT = 2;

  private final Path home;
  private final Path directory;
  private final List<String> figures = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** What is wrong with the disk. */
  private enum Fault {
    FULL("size=24m", "the disk is full", "filled by its own chunks, of 24 MiB"),
    FILLED("size=96m", "the disk is full", "filled to the last byte by another program"),
    INODES("size=256m,nr_inodes=60", "takes no new file", "out of inodes"),
    READ_ONLY("size=256m", "Read-only file system", "read-only for some seconds");

    private final String options;

    /** What the service says when it has come to it. */
    private final String sentence;

    private final String words;

    Fault(String options, String sentence, String words) {
      this.options = options;
      this.sentence = sentence;
      this.words = words;
    }

    /** By the row's own hand; the others come to it by themselves. */
    boolean isMade() {
      return this == FILLED || this == READ_ONLY;
    }
  }

  /**
   * @param directory new, for all that is written
   */
  public DiskTorment(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  @Override
  public Outcome run() throws Exception {
    for (Fault fault : Fault.values()) {
      if (execute(List.of("unshare", "-mr", "mount", "-t", "tmpfs", "tmpfs", "/mnt"))) {
        run(
            fault,
            Files.createDirectories(directory.resolve(fault.name().toLowerCase(Locale.ROOT))));
      } else {
        figures.add(fault.words + ": not run, for want of mount namespaces on this machine");
      }
    }
    new SlowDisk(directory.resolve("slow")).run(figures, broken);
    return new Outcome(
        "disks",
        "catenary run on a tmpfs of its own with the link down: filled by itself, filled by another"
            + " program, out of inodes, read-only; then the link up. Spool and journal on a disk whose"
            + " every force takes 3 s and every write 100 ms",
        "it says DISK: in its log, with the reason, and runs on; unaided each chunk that was sealed"
            + " arrives as one object of its SHA-256, but for those of rank 3 and 4 in given-up.log;"
            + " none of rank 0, 1 or 2 is given up; new chunks are sealed once the disk can. Of the"
            + " slow disk: no datagram and no chunk is lost, and it is quick again by itself",
        figures,
        broken);
  }

  private static boolean execute(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void run(Fault fault, Path folder) throws Exception {
    DemoPorts ports = DemoPorts.free();
    Path data = Files.createDirectories(folder.resolve("data"));
    try (DemoStore store = DemoStore.start(home.resolve(S3PROXY), folder);
        BadLine line = new BadLine(store.endpoint())) {
      Path config = new TortureMachine(folder, data, ports, line.endpoint()).write();
      line.cut();
      String mount = "mount -t tmpfs -o " + fault.options + " tmpfs " + data + " && exec \"$@\"";
      try (var service =
          ServiceProcess.start(
              List.of("unshare", "-mr", "sh", "-c", mount, "sh"),
              config,
              TortureMachine.ENVIRONMENT,
              folder.resolve("service.log"))) {
        Path spool =
            Path.of("/proc", Long.toString(service.pid()), "root")
                .resolve(data.toString().substring(1))
                .resolve("spool");
        Map<String, String> sealed = new TreeMap<>();
        try (var flight =
            new SimulatedFlight(home, ports, folder.resolve("sim.log"), FLIGHT_SECONDS, 2)) {
          fill(fault, spool, sealed, service, data, flight);
        }
        line.up();
        drain(fault, spool, sealed, service);
        check(fault, spool, sealed, service, store);
        service.stop();
      }
    }
  }

  private void fill(
      Fault fault,
      Path spool,
      Map<String, String> sealed,
      ServiceProcess service,
      Path data,
      SimulatedFlight flight)
      throws Exception {
    if (fault.isMade()) {
      fly(FILL_MILLIS_MAX, spool, sealed, flight, () -> sealed.size() > SEALED_BEFORE);
      make(fault, service, spool, data);
    }
    boolean there =
        fly(
            FILL_MILLIS_MAX,
            spool,
            sealed,
            flight,
            () -> says(service, fault.sentence) || !service.isAlive());
    if (!there) {
      broken.add(fault.words + ": it did not come to that, or the service did not say so");
    }
    fly(HOLD_MILLIS, spool, sealed, flight, () -> false);
    if (fault.isMade()) {
      int before = sealed.size();
      heal(fault, service, spool, data);
      if (!fly(FILL_MILLIS_MAX, spool, sealed, flight, () -> sealed.size() > before)) {
        broken.add(fault.words + ": nothing is sealed any more though the disk is well again");
      }
    }
  }

  private static boolean says(ServiceProcess service, String sentence) throws IOException {
    return service
        .output()
        .lines()
        .anyMatch(line -> line.startsWith("DISK:") && line.contains(sentence));
  }

  /** Looks on until it is so. */
  private static boolean fly(
      long millis, Path spool, Map<String, String> sealed, SimulatedFlight flight, So so)
      throws Exception {
    long end = System.currentTimeMillis() + millis;
    while (System.currentTimeMillis() < end) {
      flight.goOn();
      Thread.sleep(500);
      look(spool, sealed);
      if (so.isSo()) {
        return true;
      }
    }
    return false;
  }

  @FunctionalInterface
  private interface So {
    boolean isSo() throws Exception;
  }

  /**
   * A file system that is open for writing lets nobody remount it: another view is laid over it.
   */
  private void make(Fault fault, ServiceProcess service, Path spool, Path data) throws Exception {
    if (fault == Fault.FILLED) {
      Path filler = spool.resolveSibling(FILLER);
      try (var out = Files.newOutputStream(filler)) {
        byte[] bytes = new byte[1 << 16];
        while (true) {
          out.write(bytes);
        }
      } catch (IOException e) {
        // It is full.
      }
      return;
    }
    boolean made =
        inside(service, "mount", "--bind", data.toString(), data.toString())
            && inside(service, "mount", "-o", "remount,bind,ro", data.toString());
    if (!made) {
      broken.add(fault.words + ": the disk could not be made so; the row says nothing");
    }
  }

  private static void heal(Fault fault, ServiceProcess service, Path spool, Path data)
      throws Exception {
    if (fault == Fault.FILLED) {
      Files.delete(spool.resolveSibling(FILLER));
    } else {
      inside(service, "umount", "-l", data.toString());
    }
  }

  private static boolean inside(ServiceProcess service, String... command) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--preserve-credentials",
                "-U",
                "-m",
                "-t",
                Long.toString(service.pid())));
    all.addAll(List.of(command));
    return execute(all);
  }

  /** What is sealed now, in a spool in use: files may go while we look. */
  private static void look(Path spool, Map<String, String> sealed) throws IOException {
    try {
      if (Files.isDirectory(spool)) {
        for (SpoolEntry entry : Spool.inspect(spool).entries()) {
          sealed.put(entry.chunk().id(), entry.chunk().checksums().sha256());
        }
      }
    } catch (NoSuchFileException e) {
      // The next look sees it.
    }
  }

  private void drain(Fault fault, Path spool, Map<String, String> sealed, ServiceProcess service)
      throws Exception {
    long end = System.currentTimeMillis() + DRAIN_MILLIS_MAX;
    int left;
    do {
      Thread.sleep(1_000);
      look(spool, sealed);
      left = manifests(spool);
    } while (left > 0 && System.currentTimeMillis() < end && service.isAlive());
    if (left > 0) {
      broken.add(
          fault.words + ": " + left + " chunks are left " + DRAIN_MILLIS_MAX / 1_000 + " s later");
    }
  }

  private static int manifests(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      return 0;
    }
    try (var files = Files.list(spool)) {
      return (int) files.filter(file -> file.toString().endsWith(".manifest")).count();
    }
  }

  private void check(
      Fault fault, Path spool, Map<String, String> sealed, ServiceProcess service, DemoStore store)
      throws IOException {
    if (!service.isAlive()) {
      broken.add(fault.words + ": the service ended: " + service.output());
      return;
    }
    int givenUp = 0;
    Path log = spool.resolve("given-up.log");
    if (Files.exists(log)) {
      for (String each : Files.readAllLines(log)) {
        String[] fields = each.split("\t", -1);
        givenUp++;
        sealed.remove(fields[GIVEN_UP_CHUNK]);
        if (Integer.parseInt(fields[GIVEN_UP_RANK]) <= LAST_RANK_KEPT) {
          broken.add(fault.words + ": given up: " + each);
        }
      }
    }
    sealed.keySet().removeIf(id -> id.endsWith("_overview"));
    Bucket bucket = Bucket.read(store.objects(), true);
    for (String each : bucket.against(sealed)) {
      broken.add(fault.words + ": " + each);
    }
    figures.add(
        String.format(
            Locale.ROOT,
            "%s: %,d chunks seen sealed, %,d objects, %,d given up for their overviews",
            fault.words,
            sealed.size(),
            bucket.objects(),
            givenUp));
  }
}
