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
import dev.catenary.proving.torture.PointSensors;
import dev.catenary.proving.torture.PointsTorment;
import dev.catenary.proving.torture.SoakTorment;
import dev.catenary.proving.torture.Torment;
import dev.catenary.proving.torture.ViewersTorment;
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
      "kills: SIGKILL of the running service. points: the same while it reads its journal, each"
          + " point looked for. crashes: power cut at each step of spool and journal.",
      "flips: one bit of one file of spool or journal. disks: full, no inodes, read-only. links:"
          + " lines that are cut, silent, slow or lossy. stores: servers restarted or overrun."
          + " brokers: killed, slow, refusing. crowd: 1,000 vehicles whose store comes back, and"
          + " clients whose broker does. viewers: a hostile crowd at the technician's page. soak:"
          + " what must not grow."
    })
final class TortureCommand implements Callable<Integer> {
  private static final double KILLS_MINUTES_MAX = 24 * 60;

  /** From so many on the row {@code points} reads a longer survey. */
  private static final int LONG_KILLS = 100;

  private static final int SHORT_SURVEY_SECONDS = 12;
  private static final int LONG_SURVEY_SECONDS = 40;

  /** Rows of the torture. */
  enum Row {
    KILLS,
    POINTS,
    CRASHES,
    FLIPS,
    DISKS,
    LINKS,
    STORES,
    BROKERS,
    CROWD,
    VIEWERS,
    SOAK
  }

  private static final Path HOME = Path.of(System.getProperty("catenary.home", "."));

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ROW",
      description = "Names the rows to run: ${COMPLETION-CANDIDATES}. Default: all.")
  private Set<Row> rows = EnumSet.noneOf(Row.class);

  @Option(names = "--long", description = "Runs the long form with 1,000 kills, which takes hours.")
  private boolean longForm;

  @Option(
      names = "--sensors",
      paramLabel = "WHICH",
      description =
          "Sensors of the row points: ${COMPLETION-CANDIDATES}, which is one VLP-16, or two and an LD06. Default: both in turn.")
  private Set<PointSensors> sensors = EnumSet.noneOf(PointSensors.class);

  @Option(names = "--kills", paramLabel = "N", description = "Number of kills of the service.")
  private @Nullable Integer kills;

  @Option(
      names = "--slack",
      paramLabel = "S",
      defaultValue = "0.5",
      description =
          "Seconds beyond the interval that a kill may take, for a machine with other work. Default: ${DEFAULT-VALUE}.")
  private double slack;

  @Option(names = "--states", paramLabel = "N", description = "Number of cut disks to open.")
  private @Nullable Integer states;

  @Option(names = "--flips", paramLabel = "N", description = "Number of bits to flip.")
  private @Nullable Integer flips;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Length of the soak and of the viewers, in minutes; the kills end then too.")
  private @Nullable Double minutesMax;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description =
          "New folder for all that the rows write, which stays. Default: a temporary one.")
  private @Nullable Path work;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the outcomes to this JSON file as well.")
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
        for (Torment torment :
            torments(row, directory.resolve(row.name().toLowerCase(Locale.ROOT)))) {
          Outcome outcome = torment.run();
          outcomes.add(outcome);
          out.print(outcome.text());
          out.flush();
        }
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

  /** One, but where the row is done with several vehicles. */
  private List<Torment> torments(Row row, Path directory) throws IOException {
    if (row != Row.POINTS) {
      return List.of(torment(row, directory));
    }
    Set<PointSensors> vehicles = sensors.isEmpty() ? EnumSet.allOf(PointSensors.class) : sensors;
    List<Torment> torments = new ArrayList<>();
    for (PointSensors each : vehicles) {
      torments.add(points(each, directory.resolve(each.name().toLowerCase(Locale.ROOT))));
    }
    return torments;
  }

  private Torment points(PointSensors vehicle, Path directory) {
    int asked = count(kills, 10, 1_000);
    return new PointsTorment(
        HOME,
        directory,
        vehicle,
        asked,
        minutes(KILLS_MINUTES_MAX),
        asked < LONG_KILLS ? SHORT_SURVEY_SECONDS : LONG_SURVEY_SECONDS,
        seed,
        this::tell);
  }

  private Torment torment(Row row, Path directory) throws IOException {
    return switch (row) {
      case POINTS -> throw new IllegalArgumentException("several vehicles");
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
      case VIEWERS -> new ViewersTorment(HOME, directory, minutes(longForm ? 5 : 0.7));
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
