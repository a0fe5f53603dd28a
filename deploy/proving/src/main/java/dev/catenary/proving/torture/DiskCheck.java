package dev.catenary.proving.torture;

import dev.catenary.capture.journal.JournalSource;
import dev.catenary.capture.journal.RunNumber;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.spool.SpoolEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens what a power cut has left, as a start does, and compares it with what was promised. */
final class DiskCheck {
  private static final int POLL = 10_000;

  private final Path data;
  private final DiskPromises promises;
  private final int moment;
  private final List<String> broken = new ArrayList<>();
  private long datagrams;

  DiskCheck(Path data, DiskPromises promises, int moment) {
    this.data = data;
    this.promises = promises;
    this.moment = moment;
  }

  /** Faults found; empty when every promise holds. */
  List<String> run() {
    try {
      spool();
      journal();
    } catch (IOException | RuntimeException e) {
      broken.add("it does not open: " + e);
    }
    return broken;
  }

  long datagrams() {
    return datagrams;
  }

  private Spool open() throws IOException {
    return Spool.open(
        new SpoolConfig(data.resolve("spool"), 0), new Counters(), InstantSource.system(), _ -> {});
  }

  private void spool() throws IOException {
    List<SpoolEntry> first;
    try (Spool spool = open()) {
      first = spool.list();
      chunks(spool);
      if (promises.mustHaveEvent(moment) && spool.events().size() == 0) {
        broken.add("an event is lost");
      }
    }
    try (Spool spool = open()) {
      if (!spool.list().equals(first)) {
        broken.add("a second start finds another spool than the first");
      }
      sealAnother(spool);
    }
  }

  private void chunks(Spool spool) throws IOException {
    DurableZones durable = spool.durable();
    Set<String> known = new HashSet<>();
    for (DiskPromises.Chunk life : promises.chunks()) {
      SealedChunk chunk = life.chunk;
      boolean there = spool.find(chunk.id()).filter(chunk::equals).isPresent();
      if (life.mayBeThere(moment)) {
        known.add(chunk.id());
      }
      if (life.mustBeThere(moment) && !there) {
        broken.add("lost: " + chunk.id());
      }
      if (there && !isWhole(spool, chunk)) {
        broken.add("not whole: " + chunk.id());
      }
      if (there) {
        upload(spool, life);
      }
      if (life.wasSealed(moment) && !holds(durable, chunk)) {
        broken.add("not known to be durable: " + chunk.id());
      }
      if (life.hasReceipt(moment) && there) {
        broken.add("would be sent again: " + chunk.id());
      }
    }
    for (SpoolEntry entry : spool.list()) {
      if (!known.contains(entry.chunk().id())) {
        broken.add("never sealed: " + entry.chunk().id());
      }
    }
  }

  private static boolean holds(DurableZones durable, SealedChunk chunk) {
    DurableSequences there = durable.of(chunk.zone());
    return there.state(chunk.firstSequence()) == DurableSequences.State.DURABLE
        && there.state(chunk.lastSequence()) == DurableSequences.State.DURABLE;
  }

  private boolean isWhole(Spool spool, SealedChunk chunk) throws IOException {
    byte[] laz = Files.readAllBytes(data.resolve("spool").resolve(chunk.id() + ".laz"));
    return Checksums.of(ByteBuffer.wrap(laz)).equals(chunk.checksums())
        && spool.manifest(chunk).isPresent();
  }

  private void upload(Spool spool, DiskPromises.Chunk life) throws IOException {
    byte[] kept = spool.notes().keptUpload(life.chunk);
    if (kept == null && life.mustBeKept(moment)) {
      broken.add("the upload's state is lost: " + life.chunk.id());
    } else if (kept != null && !life.mayBeKept(new String(kept, StandardCharsets.UTF_8), moment)) {
      broken.add("the upload's state is torn: " + life.chunk.id());
    }
  }

  /** Seal numbers rise over whatever happened. */
  private void sealAnother(Spool spool) throws IOException {
    Recorder recorder =
        new Recorder(
            spool,
            SmallZones.encoder(100, 200),
            SmallZones.ORIGIN,
            new Counters(),
            InstantSource.system());
    long sequence = Long.MAX_VALUE - 1;
    SealedChunk next = recorder.record(SmallZones.zone(1, sequence, sequence, Rank.CONDUCTOR, 0));
    long newest =
        promises.chunks().stream()
            .filter(life -> life.wasSealed(moment))
            .mapToLong(life -> life.chunk.sealNumber())
            .reduce(0, Math::max);
    if (next.sealNumber() <= newest) {
      broken.add("seal number " + next.sealNumber() + " was used up to " + newest);
    }
  }

  private void journal() throws IOException {
    Set<Long> found = new HashSet<>();
    Counters counters = new Counters();
    long[] last = {0};
    try (JournalSource source = new JournalSource(data.resolve("journal"), counters)) {
      int polled;
      do {
        polled =
            source.poll(
                datagram -> {
                  if (datagram.sequence <= last[0]) {
                    broken.add("datagram " + datagram.sequence + " comes again");
                  }
                  last[0] = datagram.sequence;
                  found.add(datagram.sequence);
                  if (!NumberedDatagrams.isWhole(datagram)) {
                    broken.add("datagram " + datagram.sequence + " is not what was written");
                  }
                },
                POLL);
      } while (polled > 0);
    }
    datagrams = found.size();
    long from = promises.neededFrom(moment);
    long upTo = promises.forcedUpTo(moment);
    // Only of the run that was forced last: of the runs before, sequences have holes between.
    long begun = Math.max(from, (upTo >>> 40 << 40) + 1);
    for (long sequence = begun; sequence <= upTo; sequence++) {
      if (!found.contains(sequence)) {
        broken.add("datagram " + sequence + " was forced and is lost");
        break;
      }
    }
    long run = RunNumber.begin(data);
    if (run <= promises.runBegun(moment) || run <= last[0]) {
      broken.add("run " + (run >>> 40) + " begins at sequences that were given before");
    }
  }
}
