package dev.catenary.release.repository;

import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.attack.ReplayedReportException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/** The newest report of each vehicle that was ever accepted, in a folder: none older counts. */
public final class ReportLedger {
  private final Path folder;

  public ReportLedger(Path folder) {
    this.folder = folder;
  }

  /** The newest of a vehicle; empty before the first, or under another key. */
  public Optional<VehicleReport> newest(String vehicle, TrustKey key) throws IOException {
    Path kept = file(vehicle);
    if (!Files.exists(kept)) {
      return Optional.empty();
    }
    try {
      return Optional.of(VehicleReport.read(Files.readAllBytes(kept), vehicle, key));
    } catch (TrustException e) {
      return Optional.empty();
    }
  }

  /**
   * Accepts a report, and keeps it where it is the newest.
   *
   * @throws ReplayedReportException when a newer one is known, or another one of its number
   */
  public VehicleReport accept(byte[] bytes, String vehicle, TrustKey key) throws IOException {
    VehicleReport report = VehicleReport.read(bytes, vehicle, key);
    Optional<VehicleReport> known = newest(vehicle, key);
    if (known.isPresent()) {
      long reached = known.get().number();
      boolean isOther =
          report.number() == reached && !Arrays.equals(bytes, Files.readAllBytes(file(vehicle)));
      if (report.number() < reached || isOther) {
        throw new ReplayedReportException(vehicle, report.number(), reached);
      }
    }
    Files.createDirectories(folder);
    Path part = folder.resolve(vehicle + ".part");
    Files.write(part, bytes);
    Files.move(part, file(vehicle), StandardCopyOption.ATOMIC_MOVE);
    return report;
  }

  private Path file(String vehicle) {
    return folder.resolve(vehicle + ".json");
  }
}
