package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.demo.DemoStore;
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

/**
 * The service on a disk with one fault: the link is down until the disk can take no more, then it
 * comes back, and what was seen sealed must arrive. One thread.
 */
final class FaultyDisk {
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final int FLIGHT_SECONDS = 600;
  private static final long FILL_MILLIS_MAX = 150_000;
  private static final int SEALED_BEFORE = 10;
  private static final long HOLD_MILLIS = 6_000;
  private static final long DRAIN_MILLIS_MAX = 150_000;
  private static final int GIVEN_UP_CHUNK = 2;
  private static final int GIVEN_UP_RANK = 3;
  private static final int LAST_RANK_KEPT = 2;

  private final DiskFault fault;
  private final Path home;
  private final Path folder;
  private final List<String> broken = new ArrayList<>();

  /** SHA-256 of each chunk that was seen in the spool, by its name. */
  private final Map<String, String> sealed = new TreeMap<>();

  /**
   * @param home the checkout, whose build has the simulator and the S3 server
   * @param folder for all that is written beside the small disk
   */
  FaultyDisk(DiskFault fault, Path home, Path folder) {
    this.fault = fault;
    this.home = home;
    this.folder = folder;
  }

  @FunctionalInterface
  private interface So {
    boolean isSo() throws Exception;
  }

  /** Adds to what was measured, and to what broke. */
  void run(List<String> figures, List<String> brokenOfRow) throws Exception {
    DemoPorts ports = DemoPorts.free();
    Path data = Files.createDirectories(folder.resolve("data"));
    try (DemoStore store = DemoStore.start(home.resolve(S3PROXY), folder);
        BadLine line = new BadLine(store.endpoint())) {
      Path config = new TortureMachine(folder, data, ports, line.endpoint()).write();
      line.cut();
      try (MountedDisk disk =
          MountedDisk.start(fault, data, config, folder.resolve("service.log"))) {
        try (var flight =
            new SimulatedFlight(home, ports, folder.resolve("sim.log"), FLIGHT_SECONDS, 2)) {
          fill(disk, flight);
        }
        line.up();
        drain(disk);
        check(disk, store, figures);
        disk.service().stop();
      }
    } finally {
      broken.forEach(each -> brokenOfRow.add(fault.words() + ": " + each));
    }
  }

  private void fill(MountedDisk disk, SimulatedFlight flight) throws Exception {
    if (fault.isMade()) {
      fly(FILL_MILLIS_MAX, disk, flight, () -> sealed.size() > SEALED_BEFORE);
      if (!disk.spoil()) {
        broken.add("the disk could not be made so; the row says nothing");
      }
    }
    boolean there =
        fly(
            FILL_MILLIS_MAX,
            disk,
            flight,
            () -> saysSo(disk.service()) || !disk.service().isAlive());
    if (!there) {
      broken.add("it did not come to that, or the service did not say so");
    }
    fly(HOLD_MILLIS, disk, flight, () -> false);
    if (fault.isMade()) {
      int before = sealed.size();
      disk.heal();
      if (!fly(FILL_MILLIS_MAX, disk, flight, () -> sealed.size() > before)) {
        broken.add("nothing is sealed any more though the disk is well again");
      }
    }
  }

  private boolean saysSo(ServiceProcess service) throws IOException {
    return service
        .output()
        .lines()
        .anyMatch(line -> line.startsWith("DISK:") && line.contains(fault.sentence()));
  }

  /** Looks on until it is so. */
  private boolean fly(long millis, MountedDisk disk, SimulatedFlight flight, So so)
      throws Exception {
    long end = System.currentTimeMillis() + millis;
    while (System.currentTimeMillis() < end) {
      flight.goOn();
      Thread.sleep(500);
      look(disk.spool());
      if (so.isSo()) {
        return true;
      }
    }
    return false;
  }

  /** Reads the sealed chunks of a spool in use: files may go meanwhile. */
  private void look(Path spool) throws IOException {
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

  private void drain(MountedDisk disk) throws Exception {
    long end = System.currentTimeMillis() + DRAIN_MILLIS_MAX;
    int left;
    do {
      Thread.sleep(1_000);
      look(disk.spool());
      left = manifests(disk.spool());
    } while (left > 0 && System.currentTimeMillis() < end && disk.service().isAlive());
    if (left > 0) {
      broken.add(left + " chunks are left " + DRAIN_MILLIS_MAX / 1_000 + " s later");
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

  private void check(MountedDisk disk, DemoStore store, List<String> figures) throws IOException {
    if (!disk.service().isAlive()) {
      broken.add("the service ended: " + disk.service().output());
      return;
    }
    int givenUp = takeGivenUp(disk.spool().resolve("given-up.log"));
    sealed.keySet().removeIf(id -> id.endsWith("_overview"));
    Bucket bucket = Bucket.read(store.objects(), true);
    broken.addAll(bucket.against(sealed));
    figures.add(
        String.format(
            Locale.ROOT,
            "%s: %,d chunks seen sealed, %,d objects, %,d given up for their overviews",
            fault.words(),
            sealed.size(),
            bucket.objects(),
            givenUp));
  }

  /** Expects no longer what was given up; how many chunks that are. */
  private int takeGivenUp(Path log) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    List<String> lines = Files.readAllLines(log);
    for (String each : lines) {
      String[] fields = each.split("\t", -1);
      sealed.remove(fields[GIVEN_UP_CHUNK]);
      if (Integer.parseInt(fields[GIVEN_UP_RANK]) <= LAST_RANK_KEPT) {
        broken.add("given up: " + each);
      }
    }
    return lines.size();
  }
}
