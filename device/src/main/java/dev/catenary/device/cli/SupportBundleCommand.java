package dev.catenary.device.cli;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.doctor.MachineDoctor;
import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.service.ServiceActions;
import dev.catenary.device.support.SupportBundle;
import dev.catenary.device.support.SupportParts;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gathers what those who help from afar need, whether the service runs or not. */
@Command(
    name = "support-bundle",
    description =
        "Gather status, log, configuration, doctor, spool index, self-test and versions in one zip,"
            + " without secrets.")
final class SupportBundleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      defaultValue = "/etc/catenary/catenary.yaml",
      description = "Configuration file (YAML). Default: ${DEFAULT-VALUE}.")
  private Path configFile;

  @Option(
      names = "--logs",
      defaultValue = "/var/log/catenary",
      description = "Folder of the log's files. Default: ${DEFAULT-VALUE}.")
  private Path logs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Zip file to write. Default: named by vehicle and time.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    ConfigFile file = ConfigFile.read(configFile);
    CatenaryConfig config = file.config();
    Path socket = config.service().socket();
    List<SupportBundle.Part> parts = new ArrayList<>();
    parts.add(new SupportBundle.Part("status.txt", () -> StatusQuestion.ask(socket, "text")));
    parts.add(new SupportBundle.Part("status.json", () -> StatusQuestion.ask(socket, "json")));
    parts.add(new SupportBundle.Part("metrics.txt", () -> StatusQuestion.ask(socket, "metrics")));
    parts.add(
        new SupportBundle.Part(
            "doctor.json",
            () ->
                MachineDoctor.json(new MachineDoctor(file).examine(Duration.ofSeconds(2), false))
                    + "\n"));
    parts.addAll(
        SupportParts.onDisk(
            configFile,
            config.spoolDirectory(),
            logs,
            ServiceActions.selfTests(config.dataDirectory()),
            SoftwareVersion.current()));
    SupportBundle bundle = new SupportBundle(config.vehicle(), parts);
    Instant now = Instant.now();
    Path zip = out;
    if (zip == null) {
      zip = Path.of(bundle.fileName(now));
    }
    try (OutputStream to = Files.newOutputStream(zip)) {
      bundle.writeTo(to, System.getProperty("user.name") + " at the command line", now);
    }
    spec.commandLine().getOut().println(zip);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
