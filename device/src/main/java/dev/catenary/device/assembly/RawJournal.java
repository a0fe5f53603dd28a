package dev.catenary.device.assembly;

import dev.catenary.capture.journal.Downstream;
import dev.catenary.capture.journal.JournalConfig;
import dev.catenary.capture.journal.JournalKeeper;
import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.JournalWriter;
import dev.catenary.capture.journal.JournaledSource;
import dev.catenary.capture.journal.NumberedSource;
import dev.catenary.capture.journal.RunNumber;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.flow.NeededSequences;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The raw journal as this machine keeps it: between its source and what still needs datagrams. */
final class RawJournal implements AutoCloseable {
  private final CatenaryConfig config;
  private final NeededSequences needed;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private final @Nullable JournalWriter writer;
  private @Nullable JournaledSource journaled;
  private long sequencesAfter;
  private LongSupplier lastTaken = () -> 0;

  /**
   * @param wanted false for a source that is itself what a crash would ask for
   */
  RawJournal(
      CatenaryConfig config,
      boolean wanted,
      NeededSequences needed,
      LongSupplier nanoClock,
      Counters counters)
      throws IOException {
    this.config = config;
    this.needed = needed;
    this.nanoClock = nanoClock;
    this.counters = counters;
    var settings = config.journal();
    this.writer =
        wanted && settings.enabled()
            ? new JournalWriter(
                new JournalConfig(
                    config.journalDirectory(),
                    (long) settings.segmentMebibytes() << 20,
                    syncNanos(),
                    settings.keepRaw()),
                counters)
            : null;
  }

  /**
   * The source with each datagram numbered and kept; what a crash has left comes first.
   *
   * @param downstream what comes after; what lies on the disk waits for its room
   */
  DatagramSource before(DatagramSource source, Downstream downstream) throws IOException {
    sequencesAfter = RunNumber.begin(config.dataDirectory());
    JournalWriter open = writer;
    if (open == null) {
      NumberedSource numbered = new NumberedSource(source, sequencesAfter);
      lastTaken = numbered::lastTaken;
      return numbered;
    }
    JournaledSource both =
        new JournaledSource(
            new JournalSource(config.journalDirectory(), counters),
            source,
            open,
            downstream,
            sequencesAfter);
    journaled = both;
    lastTaken = both::lastTaken;
    return both;
  }

  /**
   * Durable zones for datagrams of an earlier run: once capture holds none of those any more, the
   * spool need not be asked.
   */
  DurableZones durable(DurableZones known) {
    boolean oneSensor = config.sensors().size() == 1;
    return zone -> {
      JournaledSource both = journaled;
      if (both == null || !holdsOld(both)) {
        return DurableSequences.NONE;
      }
      DurableSequences there = known.of(zone).withAllBelow(both.leadBelow());
      return oneSensor ? there.ofOneSensor() : there;
    };
  }

  private boolean holdsOld(JournaledSource both) {
    return both.hasEarlier()
        && (!both.isEarlierRead() || needed.captureNeeds() <= both.liveAfter());
  }

  /** Sequence after which datagrams are of this run; what a crash left has smaller ones. */
  long sequencesAfter() {
    return sequencesAfter;
  }

  /** The last datagram that was taken in has this sequence, given on or not; capture asks. */
  long lastTaken() {
    return lastTaken.getAsLong();
  }

  /** Syncs what was written and lets go of what nothing needs any more. */
  Optional<Stage> keeper() {
    return Optional.ofNullable(writer)
        .map(open -> new JournalKeeper(open, syncNanos(), needed::oldestNeeded, nanoClock));
  }

  /**
   * Gives raw data up for the disk's sake, as far as all it holds is in chunks that were sent.
   *
   * @return bytes given up
   */
  long giveUp(long oldestInSpool) throws IOException {
    JournalWriter open = writer;
    return open == null ? 0 : open.giveUp(Math.min(oldestInSpool, needed.oldestNeeded()));
  }

  /** Live datagrams that wait in it until zones have room. */
  long waiting() {
    JournaledSource both = journaled;
    return both == null ? 0 : both.waiting();
  }

  /** Tests whether datagrams are kept at all. */
  boolean isKept() {
    return writer != null;
  }

  /** Makes all that was taken in readable, and forces it to the disk; any thread. */
  void force() {
    JournalWriter open = writer;
    if (open != null) {
      open.force();
    }
  }

  /**
   * If all that was taken in has become chunks, and nothing waits unread, nothing is left to be
   * taken up at the next start.
   */
  void releaseAll() throws IOException {
    JournalWriter open = writer;
    JournaledSource both = journaled;
    if (open != null && needed.nothingInFlight() && (both == null || both.isCaughtUp())) {
      open.releaseAll();
    }
  }

  @Override
  public void close() throws IOException {
    JournalWriter open = writer;
    if (open != null) {
      open.close();
    }
  }

  private long syncNanos() {
    return (long) (config.journal().syncSeconds() * 1e9);
  }
}
