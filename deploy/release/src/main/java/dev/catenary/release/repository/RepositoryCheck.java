package dev.catenary.release.repository;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.FolderRepository;
import dev.catenary.device.update.fetch.Updater;
import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.device.update.trust.format.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a repository as a vehicle would that has its first root and nothing else. */
public final class RepositoryCheck {
  private final Path folder;
  private final RoleFiles files;

  public RepositoryCheck(Path folder) {
    this.folder = folder;
    this.files = new RoleFiles(folder.resolve("metadata"));
  }

  /**
   * Verifies all metadata and fetches all targets.
   *
   * @return the names of the targets
   */
  public List<String> verify(Instant now) throws IOException {
    Path scratch = Files.createTempDirectory("catenary-release");
    try {
      Files.copy(folder.resolve("metadata/1.root.json"), scratch.resolve("root.json"));
      Updater updater =
          Updater.refreshed(
              new FolderRepository(folder),
              new MetadataStore(scratch),
              ClientLimits.STANDARD,
              () -> Optional.of(now));
      List<String> names = new ArrayList<>();
      for (String role : roles()) {
        names.addAll(files.signed(role).members("targets").entries().keySet());
      }
      if (Files.isDirectory(folder.resolve("targets"))) {
        for (String name : names) {
          Files.delete(updater.download(updater.find(name), scratch.resolve("targets")));
        }
      }
      return names;
    } finally {
      delete(scratch);
    }
  }

  /** Tells roles, versions and expiries, a line each. */
  public List<String> show() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> all = new ArrayList<>(List.of("root", "timestamp", "snapshot"));
    all.addAll(roles());
    for (String role : all) {
      Json.Members signed = files.signed(role);
      lines.add(
          String.format(
              "%-12s version %d, expires %s",
              role, signed.whole("version"), signed.text("expires")));
      if (signed.has("targets")) {
        for (String name : new TreeSet<>(signed.members("targets").entries().keySet())) {
          Json.Members custom = signed.members("targets").members(name).members("custom");
          lines.add(
              String.format(
                  "  %s (%s, counter %d, %s)",
                  name, custom.text("release"), custom.whole("counter"), custom.text("hardware")));
        }
      }
    }
    return lines;
  }

  private List<String> roles() throws IOException {
    List<String> roles = new ArrayList<>(List.of("targets"));
    Optional<Json.Members> delegations = files.signed("targets").membersIfAny("delegations");
    if (delegations.isPresent()) {
      for (Json role : delegations.get().items("roles")) {
        if (role instanceof Json.Members members) {
          roles.add(members.text("name"));
        }
      }
    }
    return roles;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
