package dev.catenary.release.cli;

import dev.catenary.release.key.KeyRing;
import dev.catenary.release.repository.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** Where keys and repositories lie on the machine of those who release. */
final class Workplace {
  @Option(
      names = "--work",
      defaultValue = ".",
      description = "Folder of keys/, image/ and director/. Default: the present one.")
  private Path folder;

  KeyRing keys() {
    return new KeyRing(folder.resolve("keys"), Secrets::of);
  }

  /** Public keys of vehicles, by thing name. */
  KeyRing vehicleKeys() {
    return new KeyRing(folder.resolve("vehicles"), Secrets::of);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  SignedRepository repository(String name) {
    return new SignedRepository(path(name), now());
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
