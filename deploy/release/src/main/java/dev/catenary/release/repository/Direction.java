package dev.catenary.release.repository;

import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells vehicles what to install: for each a repository of its own under the director's root, with
 * its name in each target.
 */
public final class Direction {
  private static final int PERCENT_MAX = 100;

  private final Path director;
  private final SignedRepository image;
  private final Instant now;

  /**
   * A direction.
   *
   * @param director its folder: {@code template/} as made by init, and one for each vehicle
   */
  public Direction(Path director, SignedRepository image, Instant now) {
    this.director = director;
    this.image = image;
    this.now = now;
  }

  /**
   * Directs those of the vehicles that a percentage takes: for one release always the same ones,
   * and of a higher percentage those of the lower one too.
   *
   * @return the vehicles that were directed
   */
  public List<String> direct(
      List<String> vehicles,
      String target,
      int percent,
      List<SigningKey> targetsKeys,
      List<SigningKey> stampKeys)
      throws IOException {
    List<String> directed = new ArrayList<>();
    for (String vehicle : vehicles) {
      if (isTaken(vehicle, target, percent)) {
        direct(vehicle, target, targetsKeys, stampKeys);
        directed.add(vehicle);
      }
    }
    return directed;
  }

  static boolean isTaken(String vehicle, String target, int percent) {
    String hash = Digests.sha256((target + "\n" + vehicle).getBytes(StandardCharsets.UTF_8));
    return Integer.parseInt(hash.substring(0, 6), 16) % PERCENT_MAX < percent;
  }

  private void direct(
      String vehicle, String target, List<SigningKey> targetsKeys, List<SigningKey> stampKeys)
      throws IOException {
    PlainName.check(vehicle);
    Path own = director.resolve(vehicle);
    copyRoots(own);
    SignedRepository repository = new SignedRepository(own, now);
    Json.Members known = image.target(target);
    Json.Members custom = known.members("custom");
    Instruction instruction =
        new Instruction(
            Optional.of(vehicle),
            custom.text("hardware"),
            custom.whole("counter"),
            custom.text("release"));
    repository.replace(
        target,
        TargetJson.of(known.whole("length"), known.members("hashes").text("sha256"), instruction),
        targetsKeys);
    repository.stamp(stampKeys, stampKeys);
  }

  private void copyRoots(Path own) throws IOException {
    Path metadata = Files.createDirectories(own.resolve("metadata"));
    Path template = director.resolve("template").resolve("metadata");
    boolean isNew = !Files.exists(metadata.resolve("1." + TargetsMetadata.TYPE + ".json"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(template, "*.json")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.endsWith(".root.json") || (isNew && name.equals("1.targets.json"))) {
          Files.copy(file, metadata.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
