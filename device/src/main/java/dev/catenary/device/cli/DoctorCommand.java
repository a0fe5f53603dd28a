package dev.catenary.device.cli;

import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.doctor.Diagnosis;
import dev.catenary.device.doctor.Doctor;
import dev.catenary.device.doctor.MachineDoctor;
import dev.catenary.device.doctor.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for what is wrong before a drive. */
@Command(
    name = "doctor",
    description = {
      "Look for what is wrong with this machine: configuration, clock, disk, sensors, network, store.",
      "Exit status: 0 all good, 3 something is doubtful, 4 something is bad."
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      defaultValue = "/etc/catenary/catenary.yaml",
      description = "Configuration file (YAML). Default: ${DEFAULT-VALUE}.")
  private Path configFile;

  @Option(
      names = "--repair",
      description = "Puts right what can be put right without losing anything; never wipes.")
  private boolean repair;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Option(
      names = "--listen",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description =
          "Time to wait for a packet at each port, in seconds. Default: ${DEFAULT-VALUE}.")
  private int listenSeconds;

  @Override
  public Integer call() throws Exception {
    List<Diagnosis> all =
        new MachineDoctor(ConfigFile.read(configFile))
            .examine(Duration.ofSeconds(listenSeconds), repair);
    show(all);
    return switch (Doctor.worst(all)) {
      case GOOD -> 0;
      case DOUBTFUL -> 3;
      case BAD -> 4;
    };
  }

  private void show(List<Diagnosis> all) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(MachineDoctor.json(all));
    } else {
      for (Diagnosis one : all) {
        out.printf(
            "%-8s %-22s %s%s%n",
            one.verdict(), one.check(), one.found(), one.repaired() ? " (after repair)" : "");
        if (one.verdict() != Verdict.GOOD) {
          out.printf("%32sexpected %s%n%32s%s%n", "", one.expected(), "", one.cure());
        }
      }
    }
    out.flush();
  }
}
