package dev.catenary.proving.torture;

import dev.catenary.proving.torture.disk.PowerCut;
import dev.catenary.proving.torture.disk.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Cuts the power after each single thing that spool and journal ask of the disk, and opens what may
 * be left: nothing that was not forced, all of it, and random parts of it.
 */
public final class CrashTorment implements Torment {
  private static final int DEEDS = 60;
  private static final int SOME_TIMES = 4;

  private final Path directory;
  private final int states;
  private final long seed;
  private final List<String> broken = new ArrayList<>();
  private int moments;
  private int cuts;
  private long datagrams;

  /**
   * @param directory new, for the disks
   * @param states how many cut disks are opened, at least
   */
  public CrashTorment(Path directory, int states, long seed) {
    this.directory = directory;
    this.states = states;
    this.seed = seed;
  }

  @Override
  public Outcome run() throws Exception {
    long start = System.nanoTime();
    int scripts = 0;
    for (; cuts < states; scripts++) {
      Path folder = Files.createDirectories(directory.resolve("script-" + scripts));
      RecordingDisk disk = new RecordingDisk(folder);
      DiskScript script = new DiskScript(disk.root().resolve("data"), disk::moment, seed + scripts);
      DiskPromises promises = script.run(DEEDS);
      script.close();
      Folders.delete(folder);
      Random random = new Random(seed + scripts);
      for (int moment = 0; moment <= disk.moment() && cuts < states; moment++) {
        moments++;
        for (PowerCut.Left left : PowerCut.Left.values()) {
          int times = left == PowerCut.Left.SOME ? SOME_TIMES : 1;
          for (int i = 0; i < times; i++) {
            cut(disk, promises, seed + scripts, moment, left, random);
          }
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        "crashes",
        "power cut after each write, force, rename and deletion of spool and journal; what was not"
            + " forced is absent, whole, torn at sectors of 512 or 4,096 bytes, out of order, zeros"
            + " or stale bytes; names are there or not, each by itself",
        "it opens, twice alike; each chunk sealed and not let go is whole, any other whole or"
            + " absent; a receipt is never forgotten; seal and run numbers rise; each datagram forced"
            + " is there, any other whole or absent",
        List.of(
            String.format(
                Locale.ROOT,
                "%,d disks after %,d cuts in %,d scripts opened in %.0f s (seed %d), %,d datagrams"
                    + " read back",
                cuts,
                moments,
                scripts,
                seconds,
                seed,
                datagrams)),
        broken);
  }

  private void cut(
      RecordingDisk disk,
      DiskPromises promises,
      long script,
      int moment,
      PowerCut.Left left,
      Random random)
      throws IOException {
    Path folder = Files.createDirectories(directory.resolve("cut"));
    new PowerCut(disk, moment).lay(folder, left, random);
    DiskCheck check = new DiskCheck(folder.resolve("data"), promises, moment);
    for (String each : check.run()) {
      broken.add(
          String.format("script %d, cut after step %d, %s left: %s", script, moment, left, each));
    }
    cuts++;
    datagrams += check.datagrams();
    Folders.delete(folder);
  }
}
