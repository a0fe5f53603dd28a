package dev.catenary.device.cli;

import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.fetch.Inbox;
import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.Installer;
import dev.catenary.device.update.slot.ProgramPreflight;
import dev.catenary.device.update.slot.SlotPlaces;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Installs what the service's inbox asks for; run by {@code catenary-install.service} alone. */
@Command(
    name = "install",
    hidden = true,
    description = "Verify what lies in the inbox again and write the idle slot.")
final class UpdateInstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "Configuration file (YAML).")
  private Path configFile;

  @Option(
      names = "--inbox",
      defaultValue = "/var/lib/catenary/update/inbox",
      description = "Folder that the service put the release in. Default: ${DEFAULT-VALUE}.")
  private Path inbox;

  @Option(
      names = "--program",
      defaultValue = "/usr/bin/catenary",
      description = "Start script of the package. Default: ${DEFAULT-VALUE}.")
  private Path program;

  @Override
  public Integer call() throws Exception {
    SlotPlaces places = SlotPlaces.ofThisMachine();
    String hardware =
        DurableFile.text(places.packaged().resolve("hardware"), 100).orElse("unknown").strip();
    Optional<Answer> answer =
        new Installer(
                places,
                new Inbox(inbox),
                hardware,
                // Nobody vouches for the clock here; what was signed says the time.
                Optional::empty,
                new ProgramPreflight(program, configFile))
            .run(ConfigFile.read(configFile).require().thing());
    spec.commandLine()
        .getOut()
        .println(
            answer
                .map(
                    given ->
                        "request " + given.request() + ": " + given.result() + " " + given.why())
                .orElse("nothing is asked"));
    return 0;
  }
}
