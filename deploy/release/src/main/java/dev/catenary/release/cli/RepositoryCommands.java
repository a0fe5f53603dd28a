package dev.catenary.release.cli;

import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.format.TrustKey;
import dev.catenary.release.key.KeyRing;
import dev.catenary.release.repository.Delegated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that begin a repository and change what it says. */
final class RepositoryCommands {
  private RepositoryCommands() {}

  /** Begins a repository. */
  @Command(name = "init", description = "Begin a repository: its first root and empty roles.")
  static final class Init implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/template.")
    private String repository;

    @Option(
        names = "--root",
        required = true,
        split = ",",
        description = "Keys that sign the root.")
    private List<String> root;

    @Option(
        names = "--root-threshold",
        defaultValue = "2",
        description = "Number of the root's keys that must sign. Default: ${DEFAULT-VALUE}.")
    private int rootThreshold;

    @Option(
        names = "--targets",
        required = true,
        split = ",",
        description = "Keys that sign the role targets.")
    private List<String> targets;

    @Option(
        names = "--snapshot",
        required = true,
        split = ",",
        description = "Keys that sign the role snapshot.")
    private List<String> snapshot;

    @Option(
        names = "--timestamp",
        required = true,
        split = ",",
        description = "Keys that sign the role timestamp.")
    private List<String> timestamp;

    @Option(
        names = "--delegate",
        description =
            "Hands the targets ROLE/* to keys of their own: ROLE=THRESHOLD:KEY,KEY. May be repeated.")
    private List<String> delegate = List.of();

    @Override
    public Integer call() throws Exception {
      KeyRing ring = work.keys();
      List<Delegated> delegated = new ArrayList<>();
      Set<String> signers = new LinkedHashSet<>(root);
      signers.addAll(targets);
      for (String text : delegate) {
        String[] parts = text.split("[=:]", 3);
        List<String> names = List.of(parts[2].split(","));
        signers.addAll(names);
        delegated.add(new Delegated(parts[0], ring.publicKeys(names), Integer.parseInt(parts[1])));
      }
      Map<String, List<TrustKey>> keys =
          Map.of(
              "root", ring.publicKeys(root),
              "targets", ring.publicKeys(targets),
              "snapshot", ring.publicKeys(snapshot),
              "timestamp", ring.publicKeys(timestamp));
      work.repository(repository)
          .init(keys, rootThreshold, delegated, ring.open(List.copyOf(signers)));
      return 0;
    }
  }

  /** Adds a target. */
  @Command(
      name = "add",
      description = {
        "Add a file as a target of the image repository; or a folder as a release, whose",
        "target is the list of its files."
      })
  static final class Add implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "FILE", description = "File or folder to add.")
    private Path file;

    @Option(
        names = "--as",
        required = true,
        description = "Name of the target, as product/catenary-1.4.0.")
    private String name;

    @Option(
        names = "--hardware",
        required = true,
        description = "Hardware id that the target is for, as amd64-glibc2.28, or any.")
    private String hardware;

    @Option(
        names = "--counter",
        required = true,
        description = "Release counter of the target; it never falls.")
    private long counter;

    @Option(names = "--release", required = true, description = "Name of the release for people.")
    private String release;

    @Option(
        names = "--sign",
        required = true,
        split = ",",
        description = "Keys that sign the change.")
    private List<String> signers;

    @Override
    public Integer call() throws Exception {
      Instruction instruction = new Instruction(Optional.empty(), hardware, counter, release);
      var image = work.repository("image");
      if (Files.isDirectory(file)) {
        image.addRelease(file, name, instruction, work.keys().open(signers));
      } else {
        image.add(file, name, instruction, work.keys().open(signers));
      }
      return 0;
    }
  }

  /** Adds signatures. */
  @Command(name = "sign", description = "Add signatures to the newest version of a role.")
  static final class Sign implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/template.")
    private String repository;

    @Option(names = "--role", required = true, description = "Role to sign.")
    private String role;

    @Option(
        names = "--sign",
        required = true,
        split = ",",
        description = "Keys that sign the change.")
    private List<String> signers;

    @Override
    public Integer call() throws Exception {
      work.repository(repository).sign(role, work.keys().open(signers));
      return 0;
    }
  }

  /** Offers old bytes again. */
  @Command(
      name = "recall",
      description = "Offer an old target's bytes under a new name and counter: the only downgrade.")
  static final class Recall implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "TARGET", description = "Name of the old target.")
    private String name;

    @Option(names = "--as", required = true, description = "New name of the target.")
    private String newName;

    @Option(
        names = "--counter",
        required = true,
        description = "Release counter above all before it.")
    private long counter;

    @Option(
        names = "--sign",
        required = true,
        split = ",",
        description = "Keys that sign the change.")
    private List<String> signers;

    @Override
    public Integer call() throws Exception {
      work.repository("image").recall(name, newName, counter, work.keys().open(signers));
      return 0;
    }
  }

  /** Makes a new snapshot and timestamp. */
  @Command(name = "stamp", description = "Make a new snapshot and timestamp.")
  static final class Stamp implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/THING.")
    private String repository;

    @Option(
        names = "--snapshot",
        required = true,
        split = ",",
        description = "Keys that sign the role snapshot.")
    private List<String> snapshot;

    @Option(
        names = "--timestamp",
        required = true,
        split = ",",
        description = "Keys that sign the role timestamp.")
    private List<String> timestamp;

    @Override
    public Integer call() throws Exception {
      KeyRing ring = work.keys();
      work.repository(repository).stamp(ring.open(snapshot), ring.open(timestamp));
      return 0;
    }
  }
}
