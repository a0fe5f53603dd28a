package dev.catenary.device.update.course;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.VehicleReport.Outcome;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The vehicle's signed report on its software: a new one when it has something else to tell, on the
 * disk before it is sent. Its number rises with each, also where the file of the last one is lost.
 */
public final class ReportDesk {
  private static final int BYTES_MAX = 16_384;

  private final Path file;
  private final String thing;
  private final String hardware;
  private final String software;
  private final SigningKey key;
  private byte[] newest;

  /**
   * A desk.
   *
   * @param folder that keeps the newest report
   * @param software that runs
   * @param key of this vehicle
   */
  public ReportDesk(Path folder, String thing, String hardware, String software, SigningKey key)
      throws IOException {
    this.file = folder.resolve("report.json");
    this.thing = thing;
    this.hardware = hardware;
    this.software = software;
    this.key = key;
    this.newest = DurableFile.bytes(file, BYTES_MAX).orElse(new byte[0]);
  }

  /** Public half of the key, as those who release have to know it. */
  public SigningKey key() {
    return key;
  }

  /** The newest report; no bytes before the first. */
  public synchronized byte[] newest() {
    return newest.clone();
  }

  /** Looks whether there is something else to tell, and keeps a report on it. */
  public synchronized void look(UpdateState state, BootState boot, Instant now) throws IOException {
    Optional<VehicleReport> last = last();
    VehicleReport next = next(state, boot, now.truncatedTo(ChronoUnit.SECONDS), last);
    if (last.isPresent() && isSame(last.get(), next)) {
      return;
    }
    byte[] signed = next.signed(key);
    Files.createDirectories(file.resolveSibling(""));
    WholeFile.write(file, signed);
    newest = signed;
  }

  private Optional<VehicleReport> last() {
    if (newest.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(VehicleReport.read(newest, thing, key.publicKey()));
    } catch (TrustException e) {
      // Of another key or name, or torn: a new one takes its place.
      return Optional.empty();
    }
  }

  private VehicleReport next(
      UpdateState state, BootState boot, Instant now, Optional<VehicleReport> last) {
    Outcome outcome =
        switch (state.phase()) {
          case GOOD -> Outcome.GOOD;
          case FELL_BACK -> Outcome.FELL_BACK;
          case REFUSED -> Outcome.REFUSED;
          case IDLE, FETCHING, INSTALLING, WAITING, SWITCHING, TRIAL, FAILED -> Outcome.NONE;
        };
    // An end stays told until there is another one, though the next look has begun.
    boolean isEnd = outcome != Outcome.NONE;
    return new VehicleReport(
        thing,
        Math.max(last.map(VehicleReport::number).orElse(0L) + 1, now.getEpochSecond()),
        now,
        hardware,
        software,
        boot.reached(),
        isEnd ? state.release() : last.map(VehicleReport::asked).orElse(""),
        isEnd ? outcome : last.map(VehicleReport::outcome).orElse(Outcome.NONE),
        state.attack().isEmpty() ? Optional.empty() : Optional.of(state.attack()));
  }

  private static boolean isSame(VehicleReport last, VehicleReport next) {
    return last.hardware().equals(next.hardware())
        && last.release().equals(next.release())
        && last.counter() == next.counter()
        && last.asked().equals(next.asked())
        && last.outcome() == next.outcome()
        && last.attack().equals(next.attack());
  }
}
