package dev.catenary.proving;

import dev.catenary.device.bench.Figure;
import dev.catenary.device.bench.HoldUpBench;
import dev.catenary.device.bench.Machine;
import dev.catenary.device.cli.RecordedSensor;
import dev.catenary.device.cli.SoftwareVersion;
import dev.catenary.proving.bench.DecodeBench;
import dev.catenary.proving.bench.LazBench;
import dev.catenary.proving.bench.RiverBench;
import dev.catenary.proving.bench.SpoolBench;
import dev.catenary.proving.bench.StartBench;
import dev.catenary.proving.bench.Survey;
import dev.catenary.proving.bench.UdpBench;
import dev.catenary.proving.bench.UploadBench;
import dev.catenary.proving.demo.DemoStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures this machine. */
@Command(
    name = "bench",
    description = {
      "Measure this machine: all parts, or those named.",
      "decode: packets in memory to points, one thread. laz: points to LAZ, one thread. udp: loopback"
          + " packets at two sensors' rates, journalled. upload: 40 chunks of 16 MiB to a local S3 server,"
          + " beside rclone where it is installed. spool: start with up to 100,000 chunks. hold_up: power-fail"
          + " edge to journal on disk. start: the service's process to the first packet it keeps. river: a survey to acknowledged objects."
    })
final class BenchCommand implements Callable<Integer> {
  /** Benchmarks that can be run. */
  enum Part {
    DECODE,
    LAZ,
    UDP,
    UPLOAD,
    SPOOL,
    HOLD_UP,
    START,
    RIVER
  }

  private static final Path HOME = Path.of(System.getProperty("catenary.home", "."));
  private static final int SURVEY_SECONDS = 300;
  private static final int[][] UDP_BYTES_AND_RATES = {{1_206, 20_000}, {24_832, 1_300}};

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      description = "Names the benches to run: ${COMPLETION-CANDIDATES}. Default: all.")
  private Set<Part> parts = EnumSet.noneOf(Part.class);

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description = "Recordings that decode is measured with. Default: the survey.")
  private List<Path> recordings = new ArrayList<>();

  @Option(
      names = "--survey",
      paramLabel = "FILE",
      description = "Survey that the simulator wrote. Default: a new one of 300 s.")
  private @Nullable Path survey;

  @Option(
      names = "--model",
      defaultValue = "shipped",
      description =
          "Model that labels in the river: shipped, rules or a folder. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--udp-seconds",
      defaultValue = "60",
      description =
          "Time for which packets are sent at each rate, in seconds. Default: ${DEFAULT-VALUE}.")
  private int udpSeconds;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures to this JSON file as well.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    Set<Part> wanted = parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    Path directory = Files.createTempDirectory("catenary-bench-");
    try {
      List<Figure> figures = measure(wanted, directory, out);
      Path file = json;
      if (file != null) {
        Files.writeString(file, Figure.json(Machine.describe(), figures));
      }
    } finally {
      delete(directory);
    }
    return 0;
  }

  private List<Figure> measure(Set<Part> wanted, Path directory, PrintWriter out) throws Exception {
    List<Figure> figures = new ArrayList<>();
    if (wanted.contains(Part.LAZ)) {
      show(new LazBench().measure(), figures, out);
    }
    if (wanted.contains(Part.UDP)) {
      for (int[] udp : UDP_BYTES_AND_RATES) {
        var result = new UdpBench(directory).measure(udp[0], udp[1], udpSeconds);
        show(List.of(result.figure()), figures, out);
      }
    }
    Path s3proxy = HOME.resolve("deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar");
    if (wanted.contains(Part.UPLOAD)) {
      Path own = Files.createDirectory(directory.resolve("upload"));
      try (DemoStore store = DemoStore.start(s3proxy, own)) {
        show(new UploadBench(store, own).measure(), figures, out);
      }
    }
    if (wanted.contains(Part.SPOOL)) {
      show(
          new SpoolBench(Files.createDirectory(directory.resolve("spool"))).measure(),
          figures,
          out);
    }
    if (wanted.contains(Part.HOLD_UP)) {
      var bench = new HoldUpBench(Files.createDirectory(directory.resolve("hold-up")));
      show(List.of(bench.measure()), figures, out);
    }
    if (wanted.contains(Part.START)) {
      var bench = new StartBench(Files.createDirectory(directory.resolve("start")));
      show(bench.measure(), figures, out);
    }
    if (wanted.contains(Part.DECODE)) {
      if (recordings.isEmpty()) {
        recordings.add(survey(directory));
      }
      for (Path recording : recordings) {
        var bench = new DecodeBench(recording, RecordedSensor.decoder(recording));
        show(List.of(bench.measure()), figures, out);
      }
    }
    if (wanted.contains(Part.RIVER)) {
      var bench = new RiverBench(HOME, Files.createDirectory(directory.resolve("river")), model);
      show(bench.measure(survey(directory), SoftwareVersion.current()), figures, out);
    }
    return figures;
  }

  /** The one that was named, or a new one. */
  private Path survey(Path directory) throws IOException, InterruptedException {
    Path file = survey;
    if (file == null) {
      file = Survey.simulate(HOME, directory, SURVEY_SECONDS);
      survey = file;
    }
    return file;
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void show(List<Figure> measured, List<Figure> figures, PrintWriter out) {
    figures.addAll(measured);
    measured.forEach(figure -> out.println(figure.row()));
    out.flush();
  }
}
