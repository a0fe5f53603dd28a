package dev.catenary.release.cli;

import dev.catenary.device.update.trust.format.RootMetadata;
import dev.catenary.release.key.KeyRing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that make, take and replace keys. */
final class KeyCommands {
  private KeyCommands() {}

  /** Makes a sealed key. */
  @Command(name = "key", description = "Make an Ed25519 key in a sealed file.")
  static final class Key implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "NAME", description = "Name of the key.")
    private String name;

    @Override
    public Integer call() throws Exception {
      System.out.println(name + " " + work.keys().make(name).id());
      return 0;
    }
  }

  /** Takes a token's key. */
  @Command(name = "token", description = "Use a P-256 key that a PKCS#11 token holds.")
  static final class Token implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "NAME", description = "Name that the key gets here.")
    private String name;

    @Option(
        names = "--config",
        required = true,
        description = "Configuration file of the PKCS#11 provider (SunPKCS11).")
    private Path configuration;

    @Option(names = "--label", required = true, description = "Label of the key in the token.")
    private String label;

    @Override
    public Integer call() throws Exception {
      System.out.println(name + " " + work.keys().take(name, configuration, label).id());
      return 0;
    }
  }

  /** Replaces a role's keys. */
  @Command(
      name = "rotate",
      description = {
        "Replace the keys of a role. Those of a top role by a new root, signed by the old and new",
        "keys; those of a delegated role, as product, by a new targets role."
      })
  static final class Rotate implements Callable<Integer> {
    @Mixin private Workplace work;

    @Parameters(paramLabel = "REPOSITORY", description = "Repository: image, or director/template.")
    private String repository;

    @Option(
        names = "--role",
        required = true,
        description = "Role whose keys change, as root or product.")
    private String role;

    @Option(
        names = "--keys",
        required = true,
        split = ",",
        description = "Keys of the role from now on.")
    private List<String> keys;

    @Option(
        names = "--threshold",
        defaultValue = "1",
        description = "Number of the keys that must sign. Default: ${DEFAULT-VALUE}.")
    private int threshold;

    @Option(
        names = "--sign",
        required = true,
        split = ",",
        description = "Keys that sign: of the root, or of targets and the role.")
    private List<String> signers;

    @Override
    public Integer call() throws Exception {
      KeyRing ring = work.keys();
      var changed = work.repository(repository);
      if (RootMetadata.TOP_ROLES.contains(role)) {
        changed.rotate(role, ring.publicKeys(keys), threshold, ring.open(signers));
      } else {
        changed.rotateDelegated(role, ring.publicKeys(keys), threshold, ring.open(signers));
      }
      return 0;
    }
  }
}
