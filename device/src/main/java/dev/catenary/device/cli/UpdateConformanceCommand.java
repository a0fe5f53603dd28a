package dev.catenary.device.cli;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.HttpRepository;
import dev.catenary.device.update.fetch.MetadataCopies;
import dev.catenary.device.update.fetch.Updater;
import dev.catenary.device.update.trust.MetadataStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The update client as the public suite theupdateframework/tuf-conformance calls it: its
 * CLIENT-CLI.md says what each word does.
 */
@Command(
    name = "conformance",
    description = {
      "Run the update client as the suite theupdateframework/tuf-conformance asks it to:",
      "--metadata-dir D init ROOT; --metadata-url U --metadata-dir D refresh;",
      "... --target-name T --target-dir X --target-base-url V download. Exit status 0 or 1."
    })
final class UpdateConformanceCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--metadata-dir",
      required = true,
      description = "Folder of the trusted metadata.")
  private Path metadataFolder;

  @Option(names = "--metadata-url", description = "Address of the repository's metadata.")
  private @Nullable URI metadataUrl;

  @Option(names = "--target-name", description = "Name of a target to download; may be repeated.")
  private @Nullable List<String> targetNames;

  @Option(names = "--target-dir", description = "Folder that targets are put in.")
  private @Nullable Path targetFolder;

  @Option(names = "--target-base-url", description = "Address of the repository's targets.")
  private @Nullable URI targetUrl;

  @Parameters(
      arity = "1..2",
      paramLabel = "WORD",
      description = "Deed: init ROOT, refresh or download.")
  private List<String> words;

  UpdateConformanceCommand() {
    this(Clock.systemUTC());
  }

  UpdateConformanceCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    switch (words.getFirst()) {
      case "init" -> init(Path.of(needed(words.size() == 2 ? words.get(1) : null, "ROOT")));
      case "refresh" -> refreshed(needed(metadataUrl, "--metadata-url"));
      case "download" -> download();
      default -> throw new ParameterException(spec.commandLine(), "init, refresh or download?");
    }
    return 0;
  }

  private void init(Path root) throws IOException {
    Files.createDirectories(metadataFolder);
    Files.copy(root, metadataFolder.resolve("root.json"));
  }

  private Updater refreshed(URI targets) throws IOException {
    MetadataStore store = new MetadataStore(metadataFolder);
    try {
      return Updater.refreshed(
          new HttpRepository(needed(metadataUrl, "--metadata-url"), targets),
          store,
          ClientLimits.STANDARD,
          () -> Optional.of(clock.instant()));
    } finally {
      MetadataCopies.write(store.read(), metadataFolder);
    }
  }

  private void download() throws IOException {
    Updater updater = refreshed(needed(targetUrl, "--target-base-url"));
    Path folder = needed(targetFolder, "--target-dir");
    try {
      for (String name : needed(targetNames, "--target-name")) {
        updater.download(updater.find(name), folder);
      }
    } finally {
      MetadataCopies.write(new MetadataStore(metadataFolder).read(), metadataFolder);
    }
  }

  private <T> T needed(@Nullable T value, String name) {
    if (value == null) {
      throw new ParameterException(spec.commandLine(), "Missing: " + name);
    }
    return value;
  }
}
