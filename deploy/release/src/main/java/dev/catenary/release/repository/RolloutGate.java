package dev.catenary.release.repository;

import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.attack.ReplayedReportException;
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
import java.util.OptionalLong;

/**
 * Stops a rollout when too many vehicles fell back from a release. Reports that a vehicle's own key
 * has not signed do not count; of one vehicle the newest does.
 */
public final class RolloutGate {
  /** Fewer ends than this are taken for as many, so that one fallback of two stops nothing. */
  private static final int ENDS_MIN = 20;

  private static final int PERCENT = 100;

  private final KeyRing vehicleKeys;
  private final ReportLedger ledger;
  private final int percentMax;

  /**
   * A gate.
   *
   * @param ledger of the newest reports: an older one does not take the place of a newer
   * @param vehicleKeys the vehicles' public keys, by thing name
   * @param percentMax of updates that end in a fallback
   */
  public RolloutGate(KeyRing vehicleKeys, ReportLedger ledger, int percentMax) {
    this.vehicleKeys = vehicleKeys;
    this.ledger = ledger;
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
    Map<String, byte[]> newest = new HashMap<>();
    Map<String, Long> numbers = new HashMap<>();
    int refused = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "*.json")) {
      for (Path file : files) {
        String vehicle = file.getFileName().toString().replaceFirst("\\..*", "");
        byte[] bytes = Files.readAllBytes(file);
        OptionalLong number = number(bytes, vehicle);
        if (number.isEmpty()) {
          refused++;
        } else if (number.getAsLong() >= numbers.getOrDefault(vehicle, 0L)) {
          numbers.put(vehicle, number.getAsLong());
          newest.put(vehicle, bytes);
        }
      }
    }
    int good = 0;
    int fellBack = 0;
    for (String vehicle : vehicleKeys.names()) {
      TrustKey key = vehicleKeys.publicKey(vehicle);
      byte[] told = newest.get(vehicle);
      if (told != null) {
        try {
          ledger.accept(told, vehicle, key);
        } catch (ReplayedReportException e) {
          // What is known of the vehicle stands.
          refused++;
        }
      }
      Optional<VehicleReport> report = ledger.newest(vehicle, key);
      if (report.isPresent() && report.get().asked().equals(release)) {
        good += report.get().outcome() == VehicleReport.Outcome.GOOD ? 1 : 0;
        fellBack += report.get().outcome() == VehicleReport.Outcome.FELL_BACK ? 1 : 0;
      }
    }
    return new Ends(good, fellBack, refused);
  }

  private OptionalLong number(byte[] bytes, String vehicle) throws IOException {
    Optional<TrustKey> key = vehicleKeys.publicKeyIfAny(vehicle);
    if (key.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(VehicleReport.read(bytes, vehicle, key.get()).number());
    } catch (TrustException e) {
      return OptionalLong.empty();
    }
  }
}
