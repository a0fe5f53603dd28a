package dev.catenary.device.cli;

import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.capture.trajectory.Trajectory;
import dev.catenary.capture.trajectory.TrajectoryFile;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.flow.Onlooker;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.device.store.Stores;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the machine on recordings instead of live sensors. */
@Command(
    name = "replay",
    description = "Make chunks from pcap or pcapng recordings, and send them as configured.")
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "Configuration file (YAML).")
  private Path configFile;

  @Option(
      names = "--pace",
      defaultValue = "0",
      description =
          "Pace as a multiple of the recorded one; 0 is as fast as possible. Default: ${DEFAULT-VALUE}.")
  private double pace;

  @Option(
      names = "--trajectory",
      paramLabel = "FILE",
      description =
          "Places points by this post-processed trajectory: SBET, Inertial Explorer text, or CSV.")
  private @Nullable Path trajectoryFile;

  @Option(
      names = "--trajectory-date",
      paramLabel = "DATE",
      description =
          "Day of the GPS week of the trajectory's first epoch, as 2026-11-29; for times in seconds of the week.")
  private @Nullable LocalDate trajectoryDate;

  @Option(
      names = "--trajectory-utc",
      description = "Takes the trajectory's seconds of the week as UTC. Default: as GPS time.")
  private boolean trajectoryUtc;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings (pcap or pcapng), in their order.")
  private List<Path> files;

  private @Nullable Trajectory trajectory(CatenaryConfig config) throws IOException {
    Path file = trajectoryFile;
    if (file == null) {
      return null;
    }
    Integer leapSeconds = config.position().leapSeconds();
    Trajectory read =
        TrajectoryFile.read(
            file,
            trajectoryDate,
            trajectoryUtc,
            leapSeconds == null ? LeapSeconds.byDate() : LeapSeconds.configured(leapSeconds));
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "Trajectory %s (%s): %,d epochs, %.0f a second, %s%n",
            read.name(),
            read.format(),
            read.size(),
            read.perSecond(),
            ReplayReport.span(read.firstGpsNanos(), read.lastGpsNanos()));
    return read;
  }

  @Override
  public Integer call() throws Exception {
    CatenaryConfig config = ConfigFile.read(configFile).require();
    Trajectory trajectory = trajectory(config);
    Counters counters = new Counters();
    var source = new ReplaySource(files, pace, System::nanoTime, counters);
    var store =
        Stores.open(
            config.upload(),
            config.spoolDirectory(),
            StoreKeys.of(config.iot(), config.upload().development(), counters));
    Progress progress = new Progress(counters, spec.commandLine().getErr(), false);
    try (Assembly machine =
        new Assembly(
            config,
            SoftwareVersion.current(),
            Surroundings.of(source, Feed.RECORDING, store, counters)
                .seenBy(progress, Onlooker.NOBODY)
                .placedBy(trajectory))) {
      ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
      machine.start();
      while (!machine.awaitEndOfSource(1_000) && machine.broken() == null) {
        bar.show(source.share(), progress.words(machine.spool()));
      }
      bar.end();
      machine.stopIntake();
      while (machine.hasToSend() && machine.broken() == null) {
        progress.line(machine);
        Thread.sleep(500);
      }
      progress.summary(spec.commandLine().getOut(), machine, config.spoolDirectory());
      ReplayReport report = new ReplayReport(counters, source.unread());
      report.print(spec.commandLine().getOut(), machine, config.position().source());
      return machine.broken() == null ? report.exitStatus() : 1;
    }
  }
}
