package dev.catenary.proving.torture;

import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.RunNumber;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.spool.SpoolEntry;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Comparison of a disk with one wrong bit with the whole one. */
final class FlipCheck {
  private static final int POLL = 10_000;

  /** Outcome of one flip. */
  enum Verdict {
    HARMLESS,
    DETECTED,
    REFUSED,
    BROKEN
  }

  private final Map<String, byte[]> lazById = new HashMap<>();
  private final List<SealedChunk> released = new ArrayList<>();
  private final Set<String> events = new HashSet<>();
  private final Set<Long> datagrams = new HashSet<>();
  private final long runBegun;

  /** Looks at the whole disk. */
  FlipCheck(Path whole, DiskPromises promises) throws IOException {
    var report = Spool.inspect(whole.resolve("spool"));
    for (SpoolEntry entry : report.entries()) {
      String id = entry.chunk().id();
      lazById.put(id, Files.readAllBytes(whole.resolve("spool").resolve(id + ".laz")));
    }
    report.events().stream().map(ZoneEvent::getEventId).forEach(events::add);
    promises.chunks().stream()
        .map(life -> life.chunk)
        .filter(chunk -> !lazById.containsKey(chunk.id()))
        .forEach(released::add);
    readJournal(whole, new Counters(), datagrams, new ArrayList<>());
    runBegun = promises.runBegun(Integer.MAX_VALUE);
  }

  /** Starts, sends and recovers from a copy of it. */
  Verdict of(Path data, Path store, String where, List<String> broken) throws Exception {
    List<String> wrong = new ArrayList<>();
    Counters counters = new Counters();
    boolean refused = false;
    boolean detected = false;
    try {
      if (RunNumber.begin(data) <= runBegun) {
        wrong.add("sequences are given again");
      }
    } catch (IOException e) {
      refused = true;
    }
    try {
      Files.createDirectories(store);
      detected |= spool(data, store, counters, wrong);
      Set<Long> found = new HashSet<>();
      readJournal(data, counters, found, wrong);
      if (!found.containsAll(datagrams)) {
        detected = true;
        if (counters.get(DeviceCounter.JOURNAL_DATAGRAMS_DAMAGED)
                + counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)
            == 0) {
          wrong.add("datagrams are lost and nothing counts them");
        }
      }
    } catch (IOException | RuntimeException e) {
      wrong.add("it does not start: " + e);
    } finally {
      Folders.delete(store);
    }
    wrong.forEach(each -> broken.add(where + ": " + each));
    if (!wrong.isEmpty()) {
      return Verdict.BROKEN;
    }
    return refused ? Verdict.REFUSED : detected ? Verdict.DETECTED : Verdict.HARMLESS;
  }

  /** True when something did not arrive, and is counted. */
  private boolean spool(Path data, Path store, Counters counters, List<String> wrong)
      throws Exception {
    boolean missing = false;
    boolean receiptUnreadable;
    Path folder = data.resolve("spool");
    try (Spool spool =
        Spool.open(new SpoolConfig(folder, 0), counters, InstantSource.system(), _ -> {})) {
      receiptUnreadable = spool.report().receiptsUnreadable() > 0;
      for (SealedChunk chunk : released) {
        if (spool.durable().of(chunk.zone()).state(chunk.lastSequence())
                != DurableSequences.State.DURABLE
            && !receiptUnreadable) {
          wrong.add("a receipt is forgotten and nothing counts it: " + chunk.id());
        }
      }
      Drain drain = new Drain(spool, new DirectoryStore(new DirectoryConfig(store)), counters);
      if (!drain.run()) {
        wrong.add("it does not come to an end");
      }
    }
    boolean quarantined = counters.get(DeviceCounter.CHUNKS_QUARANTINED) > 0;
    Map<String, byte[]> arrived = arrived(store, ".laz");
    for (var chunk : lazById.entrySet()) {
      byte[] bytes = arrived.remove(chunk.getKey());
      if (bytes == null) {
        missing = true;
        if (!quarantined) {
          wrong.add("chunk " + chunk.getKey() + " is lost and nothing counts it");
        }
      } else if (!Arrays.equals(bytes, chunk.getValue())) {
        wrong.add("chunk " + chunk.getKey() + " arrived with other bytes");
      }
    }
    arrived.keySet().forEach(id -> wrong.add("chunk " + id + " arrived from nowhere"));
    if (!arrived(store, ".event").keySet().containsAll(events)) {
      missing = true;
      if (!quarantined) {
        wrong.add("an event is lost and nothing counts it");
      }
    }
    return missing || receiptUnreadable;
  }

  private static Map<String, byte[]> arrived(Path store, String ending) throws IOException {
    Map<String, byte[]> arrived = new HashMap<>();
    try (var files = Files.walk(store)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        String name = String.valueOf(file.getFileName());
        arrived.put(name.substring(0, name.length() - ending.length()), Files.readAllBytes(file));
      }
    }
    return arrived;
  }

  private static void readJournal(Path data, Counters counters, Set<Long> found, List<String> wrong)
      throws IOException {
    try (JournalSource source = new JournalSource(data.resolve("journal"), counters)) {
      int polled;
      do {
        polled =
            source.poll(
                datagram -> {
                  found.add(datagram.sequence);
                  if (!NumberedDatagrams.isWhole(datagram)) {
                    wrong.add("datagram " + datagram.sequence + " came with other bytes");
                  }
                },
                POLL);
      } while (polled > 0);
    }
  }
}
