package dev.catenary.uplink.spool;

import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Reads what an earlier run has left in the folder and puts it in order, a few hundred files a
 * step, while chunks are sealed already. Who cannot go on without knowing all of it does the rest
 * of the work himself ({@link #finish}), so that nobody ever waits for a thread.
 *
 * <p>Files written since the start are left alone: {@link SpoolFolder} knows them, and no name that
 * was there before is written to until all is read.
 */
final class SpoolReading implements Stage {
  private static final int NAMES_PER_STEP = 500;

  private final SpoolFolder folder;
  private final Quarantine quarantine;
  private final ReceiptLog receipts;
  private final SpoolIndex index;
  private final ChunkTable chunks;
  private final EventBox events;
  private final SealNumbers sealNumbers;
  private @Nullable SpoolScan scan;
  private volatile @Nullable SpoolReport report;

  SpoolReading(
      SpoolFolder folder,
      Quarantine quarantine,
      ReceiptLog receipts,
      SpoolIndex index,
      ChunkTable chunks,
      EventBox events,
      SealNumbers sealNumbers) {
    this.folder = folder;
    this.quarantine = quarantine;
    this.receipts = receipts;
    this.index = index;
    this.chunks = chunks;
    this.events = events;
    this.sealNumbers = sealNumbers;
  }

  @Override
  public String roleName() {
    return "uplink-spool";
  }

  /** True when all that was there is known. */
  boolean isDone() {
    return report != null;
  }

  @Override
  public synchronized int doWork() throws IOException {
    if (report != null) {
      return 0;
    }
    SpoolScan begun = scan;
    if (begun == null) {
      receipts.load();
      index.load();
      scan = SpoolScan.begin(folder.path(""), receipts, index, folder::isWritten);
    } else if (!begun.look(NAMES_PER_STEP, chunks::add)) {
      end(begun.report());
    }
    return 1;
  }

  /** Reads the rest in the calling thread; at once when all is known. */
  SpoolReport finish() throws IOException {
    SpoolReport known = report;
    while (known == null) {
      doWork();
      known = report;
    }
    return known;
  }

  /** As {@link #finish}, for callers that have no way to say that the disk fails. */
  void finishUnchecked() {
    try {
      finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts in order what was found. What the disk does not let us put in order stays where it is for
   * the next start, and nothing of it is sent: it must not keep the rest from leaving.
   */
  private void end(SpoolReport found) {
    found.unfinished().forEach(name -> tidy(name, () -> folder.delete(name)));
    found.released().forEach(name -> tidy(name, () -> folder.delete(name)));
    for (SpoolReport.Damage damage : found.damaged()) {
      Logger.error("spool: {}: {}; it goes to the quarantine", damage.file(), damage.reason());
      tidy(damage.file(), () -> quarantine.take(damage.file(), damage.reason()));
    }
    tidy("the folder", folder::force);
    long max = receipts.sealNumberMax();
    for (SealedChunk chunk : chunks.all()) {
      max = Math.max(max, chunk.sealNumber());
    }
    sealNumbers.beyond(quarantine.sealNumberMax(max));
    found.events().forEach(events::rememberEarlier);
    index.refresh(folder, found.entries());
    scan = null;
    report = found;
    folder.allIsRead();
  }

  private interface Deed {
    void run() throws IOException;
  }

  private static void tidy(String what, Deed deed) {
    try {
      deed.run();
    } catch (IOException e) {
      Logger.error("spool: {} stays as it is: {}; look after the disk", what, e.toString());
    }
  }
}
