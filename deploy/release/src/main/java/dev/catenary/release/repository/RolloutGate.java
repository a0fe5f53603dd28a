package dev.catenary.release.repository;

import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.TrustKey;
import dev.catenary.release.key.KeyRing;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a rollout when too many vehicles fell back from a release. Reports that a vehicle's own key
 * has not signed do not count; of one vehicle the newest does.
 */
public final class RolloutGate {
  /** Fewer ends than this are taken for as many, so that one fallback of two stops nothing. */
  private static final int ENDS_MIN = 20;

  private static final int PERCENT = 100;

  private final KeyRing vehicleKeys;
  private final int percentMax;

  /**
   * A gate.
   *
   * @param vehicleKeys the vehicles' public keys, by thing name
   * @param percentMax of updates that end in a fallback
   */
  public RolloutGate(KeyRing vehicleKeys, int percentMax) {
    this.vehicleKeys = vehicleKeys;
    this.percentMax = percentMax;
  }

  /**
   * Counts how updates to a release ended.
   *
   * @param good vehicles on which it proved good
   * @param fellBack vehicles that run the old one again
   * @param refused reports that were not to be believed
   */
  public record Ends(int good, int fellBack, int refused) {}

  /**
   * Lets a rollout go on, or not.
   *
   * @param reports a folder with files {@code THING.*.json}
   */
  public Ends check(String release, Path reports) throws IOException {
    Ends ends = ends(release, reports);
    int all = Math.max(ENDS_MIN, ends.good() + ends.fellBack());
    if (ends.fellBack() * PERCENT > percentMax * all) {
      throw new IOException(
          "found "
              + ends.fellBack()
              + " fallbacks from "
              + release
              + " and "
              + ends.good()
              + " vehicles on which it is good, expected at most "
              + percentMax
              + " % fallbacks; the rollout stops; cure: mend the release, or recall it");
    }
    return ends;
  }

  private Ends ends(String release, Path reports) throws IOException {
    Map<String, VehicleReport> newest = new HashMap<>();
    int refused = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "*.json")) {
      for (Path file : files) {
        Optional<VehicleReport> report = report(file);
        if (report.isEmpty()) {
          refused++;
        } else {
          newest.merge(
              report.get().vehicle(),
              report.get(),
              (one, other) -> one.number() >= other.number() ? one : other);
        }
      }
    }
    int good = 0;
    int fellBack = 0;
    for (VehicleReport report : newest.values()) {
      boolean isOfIt = report.asked().equals(release);
      good += isOfIt && report.outcome() == VehicleReport.Outcome.GOOD ? 1 : 0;
      fellBack += isOfIt && report.outcome() == VehicleReport.Outcome.FELL_BACK ? 1 : 0;
    }
    return new Ends(good, fellBack, refused);
  }

  private Optional<VehicleReport> report(Path file) throws IOException {
    String vehicle = file.getFileName().toString().replaceFirst("\\..*", "");
    Optional<TrustKey> key = vehicleKeys.publicKeyIfAny(vehicle);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(VehicleReport.read(Files.readAllBytes(file), vehicle, key.get()));
    } catch (TrustException e) {
      return Optional.empty();
    }
  }
}
