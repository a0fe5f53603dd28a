package dev.catenary.proving;

import dev.catenary.device.bench.Machine;
import dev.catenary.proving.torture.BrokerTorment;
import dev.catenary.proving.torture.CrashTorment;
import dev.catenary.proving.torture.CrowdTorment;
import dev.catenary.proving.torture.DiskTorment;
import dev.catenary.proving.torture.FlipTorment;
import dev.catenary.proving.torture.KillTorment;
import dev.catenary.proving.torture.LinkTorment;
import dev.catenary.proving.torture.Outcome;
import dev.catenary.proving.torture.SoakTorment;
import dev.catenary.proving.torture.Torment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves what is promised of lost data. */
@Command(
    name = "torture",
    description = {
      "Prove that nothing is lost: all rows, or those named. Exit status 1 when a promise breaks.",
      "kills: SIGKILL of the running service. crashes: power cut at each step of spool and journal.",
      "flips: one bit of one file of spool or journal. disks: full, no inodes, read-only. links: lines that are cut,"
          + " silent, slow or lossy. stores: servers restarted or overrun."
          + " brokers: killed, slow, refusing. crowd: 1,000 vehicles whose store comes back, and clients"
          + " whose broker does. soak: what must not grow."
    })
final class TortureCommand implements Callable<Integer> {
  private static final double KILLS_MINUTES_MAX = 24 * 60;

  /** Rows of the torture. */
  enum Row {
    KILLS,
    CRASHES,
    FLIPS,
    DISKS,
    LINKS,
    STORES,
    BROKERS,
    CROWD,
    SOAK
  }

  private static final Path HOME = Path.of(System.getProperty("catenary.home", "."));

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ROW", description = "${COMPLETION-CANDIDATES}; left out, all.")
  private Set<Row> rows = EnumSet.noneOf(Row.class);

  @Option(names = "--long", description = "The long form: 1,000 kills. Takes hours.")
  private boolean longForm;

  @Option(names = "--kills", paramLabel = "N", description = "Kills of the service.")
  private @Nullable Integer kills;

  @Option(
      names = "--slack",
      paramLabel = "S",
      defaultValue = "0.5",
      description = "Beyond the interval that a kill may take, for a machine with other work.")
  private double slack;

  @Option(names = "--states", paramLabel = "N", description = "Cut disks to open.")
  private @Nullable Integer states;

  @Option(names = "--flips", paramLabel = "N", description = "Bits to flip.")
  private @Nullable Integer flips;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Length of the soak; the kills end then too.")
  private @Nullable Double minutesMax;

  @Option(names = "--seed", defaultValue = "1", description = "Of all that is random.")
  private long seed;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description = "New folder for all it writes, which stays; left out, a temporary one.")
  private @Nullable Path work;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the outcomes here as well.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    // What recovery says of each damaged file is not for this screen.
    System.setProperty("tinylog.level", "error");
    Set<Row> wanted = rows.isEmpty() ? EnumSet.allOf(Row.class) : rows;
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    Path named = work;
    Path directory = named == null ? Files.createTempDirectory("catenary-torture-") : named;
    directory = Files.createDirectories(directory).toAbsolutePath();
    List<Outcome> outcomes = new ArrayList<>();
    try {
      for (Row row : wanted) {
        Outcome outcome =
            torment(row, directory.resolve(row.name().toLowerCase(Locale.ROOT))).run();
        outcomes.add(outcome);
        out.print(outcome.text());
        out.flush();
      }
    } finally {
      Path file = json;
      if (file != null) {
        Files.writeString(file, Outcome.json(Machine.describe(), outcomes));
      }
    }
    boolean kept = outcomes.stream().allMatch(Outcome::isKept);
    if (named != null || !kept) {
      out.println("Everything is in " + directory);
    } else {
      BenchCommand.delete(directory);
    }
    out.flush();
    return kept ? 0 : 1;
  }

  private Torment torment(Row row, Path directory) throws IOException {
    return switch (row) {
      case KILLS ->
          new KillTorment(
              HOME,
              directory,
              count(kills, 5, 1_000),
              minutes(KILLS_MINUTES_MAX),
              slack,
              seed,
              this::tell);
      case CRASHES -> new CrashTorment(directory, count(states, 1_000, 20_000), seed);
      case FLIPS -> new FlipTorment(directory, count(flips, 500, 10_000), seed);
      case DISKS -> new DiskTorment(HOME, directory);
      case LINKS -> LinkTorment.ofLines(HOME, directory, longForm);
      case STORES -> LinkTorment.ofStores(HOME, directory);
      case BROKERS -> new BrokerTorment(directory, longForm ? 100 : 40, seed);
      case CROWD -> new CrowdTorment(directory, longForm ? 1_000 : 100, seed);
      case SOAK -> new SoakTorment(HOME, directory, minutes(longForm ? 120 : 0.7));
    };
  }

  /** Beside the outcome, which may be read by a program. */
  private void tell(String progress) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(progress);
    err.flush();
  }

  private double minutes(double form) {
    return minutesMax == null ? form : minutesMax;
  }

  private int count(@Nullable Integer asked, int shortForm, int inLongForm) {
    return asked != null ? asked : longForm ? inLongForm : shortForm;
  }
}
