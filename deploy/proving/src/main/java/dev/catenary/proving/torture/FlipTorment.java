package dev.catenary.proving.torture;

import dev.catenary.proving.torture.FlipCheck.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Flips one bit of one file of spool or journal, starts, sends, and compares what arrived. */
public final class FlipTorment implements Torment {
  private static final int DEEDS = 90;
  private static final int FLIPS_EACH_DISK = 500;

  private final Path directory;
  private final int flips;
  private final long seed;
  private final List<String> broken = new ArrayList<>();
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Integer> kinds = new TreeMap<>();

  /**
   * @param directory new, for the disks
   */
  public FlipTorment(Path directory, int flips, long seed) {
    this.directory = directory;
    this.flips = flips;
    this.seed = seed;
  }

  @Override
  public Outcome run() throws Exception {
    long start = System.nanoTime();
    Random random = new Random(seed);
    int done = 0;
    while (done < flips) {
      Path whole = Files.createDirectories(directory.resolve("whole-" + done));
      DiskScript script = new DiskScript(whole, () -> 0, seed + done);
      DiskPromises promises = script.run(DEEDS);
      script.close();
      FlipCheck check = new FlipCheck(whole, promises);
      List<Path> files = files(whole);
      for (int i = 0; i < FLIPS_EACH_DISK && done < flips; i++, done++) {
        flip(check, whole, files.get(random.nextInt(files.size())), random);
      }
      Folders.delete(whole);
    }
    return outcome((System.nanoTime() - start) / 1e9);
  }

  private static List<Path> files(Path folder) throws Exception {
    try (var all = Files.walk(folder)) {
      List<Path> files = new ArrayList<>();
      for (Path file : all.sorted().toList()) {
        if (Files.isRegularFile(file) && Files.size(file) > 0) {
          files.add(file);
        }
      }
      return files;
    }
  }

  private void flip(FlipCheck check, Path whole, Path file, Random random) throws Exception {
    Path copy = directory.resolve("flipped");
    Folders.copy(whole, copy);
    Path victim = copy.resolve(whole.relativize(file).toString());
    byte[] bytes = Files.readAllBytes(victim);
    int bit = random.nextInt(bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    Files.write(victim, bytes);
    String name = String.valueOf(file.getFileName());
    String where = "bit " + bit + " of " + name;
    Verdict verdict = check.of(copy, directory.resolve("store"), where, broken);
    verdicts.merge(verdict, 1, Integer::sum);
    kinds.merge(kind(name), 1, Integer::sum);
    Folders.delete(copy);
  }

  private static String kind(String name) {
    return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : name;
  }

  private Outcome outcome(double seconds) {
    return new Outcome(
        "flips",
        "one random bit of one file of spool and journal, then a start, a drain into a store and a"
            + " recovery of the journal",
        "harmless: every chunk, event and datagram that was there arrives with its bytes; detected:"
            + " what does not arrive is counted as a loss and nothing that arrives is changed;"
            + " refused: the start says what it found and the cure",
        List.of(
            String.format(
                Locale.ROOT, "%,d flips in %.0f s (seed %d): %s", flips, seconds, seed, verdicts),
            "by file: " + kinds),
        broken);
  }
}
