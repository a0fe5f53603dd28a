package dev.catenary.grants.table;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * The tables as they are now: read again when they are older than their age, and used as they were,
 * with an error in the log, when what is there now cannot be used.
 */
public final class Tables {
  private final TableSource vehicles;
  private final TableSource utilities;
  private final TableSource revoked;
  private final Duration ageMax;
  private final LongSupplier nanoClock;
  private Book book;
  private List<String> texts;
  private long readAtNanos;

  /** All three, of one reading. */
  public record Book(VehicleTable vehicles, UtilityTable utilities, RevokedTable revoked) {}

  /**
   * Reads them.
   *
   * @param ageMax how long a change may go unnoticed
   * @param nanoClock never steps
   */
  public Tables(
      TableSource vehicles,
      TableSource utilities,
      TableSource revoked,
      Duration ageMax,
      LongSupplier nanoClock)
      throws IOException, TableException {
    this.vehicles = vehicles;
    this.utilities = utilities;
    this.revoked = revoked;
    this.ageMax = ageMax;
    this.nanoClock = nanoClock;
    this.texts = read();
    this.book = parse(texts);
    this.readAtNanos = nanoClock.getAsLong();
  }

  /** Any thread may ask. */
  public synchronized Book current() {
    long now = nanoClock.getAsLong();
    if (now - readAtNanos < ageMax.toNanos()) {
      return book;
    }
    readAtNanos = now;
    try {
      List<String> found = read();
      if (!found.equals(texts)) {
        book = parse(found);
        texts = found;
        Logger.info("tables: a change is in force");
      }
    } catch (IOException | TableException e) {
      Logger.error("tables: going on with those read before: {}", e.getMessage());
    }
    return book;
  }

  private List<String> read() throws IOException {
    return List.of(utilities.read(), vehicles.read(), revoked.read());
  }

  private Book parse(List<String> found) throws TableException {
    UtilityTable utilityTable = UtilityTable.read(utilities.name(), found.get(0));
    return new Book(
        VehicleTable.read(vehicles.name(), found.get(1), utilityTable),
        utilityTable,
        RevokedTable.read(revoked.name(), found.get(2)));
  }
}
