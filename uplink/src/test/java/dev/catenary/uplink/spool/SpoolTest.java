package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Instant NOW = Instant.ofEpochSecond(7);

  @TempDir Path folder;
  private final Counters counters = new Counters();
  private final PartBuffer buffer = new PartBuffer();
  private final List<SpoolEvent> events = new ArrayList<>();

  @Test
  void recordedZoneIsWholeAfterRestart() throws IOException {
    SealedChunk sealed;
    try (Spool spool = open(new DiskFiles())) {
      sealed = record(spool, 5, 40, Rank.CONDUCTOR);
      assertThat(sealed.id()).isEqualTo("epsg32755-32m-5-181250_m7_40-49");
      assertThat(events).containsExactly(new SpoolEvent.ChunkSealed(sealed, NOW));
    }
    try (Spool spool = open(new DiskFiles())) {
      assertThat(spool.list()).containsExactly(new SpoolEntry(sealed, SpoolEntry.State.WAITING));
      assertThat(spool.report().damaged()).isEmpty();
      assertThat(spool.verify(sealed, 1_000, buffer).orElseThrow().parts()).hasSize(3);
    }
    assertThat(counters.get(DeviceCounter.CHUNKS_SEALED)).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.CHUNK_BYTES)).isEqualTo(2_500);
  }

  @Test
  void sameZoneAgainIsTheSameChunkAndOtherBytesAreKeptBesides() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      SealedChunk first = record(spool, 5, 40, Rank.CONDUCTOR);
      assertThat(record(spool, 5, 40, Rank.CONDUCTOR)).isEqualTo(first);
      SealedChunk other =
          new Recorder(spool, Zones.encoder(99), Zones.ORIGIN, counters, InstantSource.system())
              .record(Zones.zone(5, 40, Rank.CONDUCTOR));
      assertThat(other.id())
          .isEqualTo(first.id() + "_" + other.checksums().sha256().substring(0, 8));
      assertThat(spool.list()).hasSize(2);
    }
  }

  @Test
  void sealNumbersRiseOverRestartsReleasesAndQuarantine() throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Spool spool = open(new DiskFiles())) {
      SealedChunk first = record(spool, 1, 10, Rank.OTHER);
      numbers.add(first.sealNumber());
      spool.release(first, receipt(first));
    }
    try (Spool spool = open(new DiskFiles())) {
      numbers.add(record(spool, 2, 20, Rank.OTHER).sealNumber());
    }
    Files.writeString(folder.resolve("epsg32755-32m-2-181250_m7_20-29.manifest"), "torn");
    try (Spool spool = open(new DiskFiles())) {
      assertThat(spool.list()).isEmpty();
      numbers.add(record(spool, 3, 30, Rank.OTHER).sealNumber());
    }
    assertThat(numbers).containsExactly(1L, 2L, 3L);
  }

  @Test
  void durableZonesOutliveTheirRelease() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      SealedChunk first = record(spool, 1, 10, Rank.OTHER);
      spool.release(first, receipt(first));
      record(spool, 2, 20, Rank.OTHER);
    }
    try (Spool spool = open(new DiskFiles())) {
      var durable = spool.durable();
      for (int column = 1; column <= 2; column++) {
        DurableSequences there = durable.of(new ZoneId("EPSG:32755", 32, column, 181_250));
        assertThat(there.state(10 * column - 1)).isEqualTo(DurableSequences.State.NEW);
        assertThat(there.state(10 * column)).isEqualTo(DurableSequences.State.DURABLE);
        assertThat(there.state(10 * column + 9)).isEqualTo(DurableSequences.State.DURABLE);
        assertThat(there.state(10 * column + 10)).isEqualTo(DurableSequences.State.NEW);
      }
      assertThat(durable.of(new ZoneId("EPSG:32755", 32, 3, 181_250)))
          .isSameAs(DurableSequences.NONE);
    }
  }

  @Test
  void receiptForOtherBytesReleasesNothing() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      SealedChunk chunk = record(spool, 1, 10, Rank.OTHER);
      SealedChunk other = record(spool, 2, 20, Rank.OTHER);
      Receipt good = receipt(other);
      Receipt wrong =
          new Receipt(chunk.id(), good.store(), good.key(), good.sha256(), "", good.proof(), NOW);
      assertThatThrownBy(() -> spool.release(chunk, wrong))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> spool.release(chunk, good))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(spool.list()).hasSize(2);
      assertThat(spool.verify(chunk, 1_000, buffer)).isPresent();
    }
  }

  @Test
  void fileOfTheWrongLengthIsQuarantinedAtTheStart() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      record(spool, 1, 10, Rank.OTHER);
    }
    String id = "epsg32755-32m-1-181250_m7_10-19";
    Files.write(folder.resolve(id + ".laz"), new byte[1], StandardOpenOption.APPEND);
    assertThat(Spool.inspect(folder).damaged()).hasSize(2);
    assertThat(folder.resolve("quarantine")).doesNotExist();
    try (Spool spool = open(new DiskFiles())) {
      assertThat(spool.list()).isEmpty();
      assertThat(spool.report().summary()).contains("2 damaged files");
    }
    assertThat(folder.resolve("quarantine").resolve(id + ".laz")).hasSize(2_501);
    assertThat(folder.resolve("quarantine").resolve(id + ".laz.reason"))
        .content()
        .contains("2501 bytes, expected 2500");
    assertThat(counters.get(DeviceCounter.CHUNKS_QUARANTINED)).isEqualTo(2);
  }

  @Test
  void flippedBitIsFoundBeforeTheFileIsSent() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      SealedChunk chunk = record(spool, 1, 10, Rank.CONDUCTOR);
      Path laz = folder.resolve(chunk.id() + ".laz");
      byte[] bytes = Files.readAllBytes(laz);
      bytes[1_234] ^= 4;
      Files.write(laz, bytes);
      assertThat(spool.verify(chunk, 1_000, buffer)).isEmpty();
      assertThat(spool.list()).isEmpty();
      assertThat(folder.resolve("quarantine").resolve(chunk.id() + ".laz")).hasBinaryContent(bytes);
      assertThat(events.getLast()).isInstanceOf(SpoolEvent.ChunkQuarantined.class);
    }
  }

  @Test
  void partThatChangedSinceItWasVerifiedIsNotRead() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      SealedChunk chunk = record(spool, 1, 10, Rank.CONDUCTOR);
      VerifiedChunk verified = spool.verify(chunk, 1_000, buffer).orElseThrow();
      assertThat(verified.readPart(2, buffer).remaining()).isEqualTo(500);
      Path laz = folder.resolve(chunk.id() + ".laz");
      byte[] bytes = Files.readAllBytes(laz);
      bytes[2_400] ^= 1;
      Files.write(laz, bytes);
      verified.readPart(1, buffer);
      assertThatThrownBy(() -> verified.readPart(2, buffer))
          .isInstanceOf(VerifiedChunk.FileChangedException.class);
    }
  }

  @Test
  void fullDiskRefusesTheZoneAndSaysTheCure() throws IOException {
    var config = new SpoolConfig(folder, Long.MAX_VALUE / 2);
    try (Spool spool = Spool.open(config, counters, () -> NOW, events::add)) {
      assertThatThrownBy(() -> record(spool, 1, 10, Rank.CONDUCTOR))
          .isInstanceOfSatisfying(
              SpoolFullException.class,
              full -> assertThat(full.neededBytes()).isEqualTo(Long.MAX_VALUE / 2 + 2_500))
          .hasMessageContainingAll("found", "expected", "cure");
      assertThat(spool.list()).isEmpty();
    }
    assertThat(Spool.inspect(folder).unfinished()).isEmpty();
  }

  @Test
  void secondServiceIsKeptOutOfTheSpool() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      record(spool, 1, 10, Rank.OTHER);
      assertThatThrownBy(() -> open(new DiskFiles()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      assertThat(Spool.inspect(folder).entries()).hasSize(1);
    }
  }

  @Test
  void powerCutAtAnyStepOfSealingLeavesTheChunkWholeOrAbsent() throws IOException {
    int whole = 0;
    int cuts = 0;
    for (PowerCutFiles.Cut cut : PowerCutFiles.Cut.values()) {
      for (int steps = 0; ; steps++, cuts++) {
        Path each = Files.createDirectory(folder.resolve(cut + "-" + steps));
        var files = new PowerCutFiles(steps, cut);
        boolean promised = cutWhile(each, files, spool -> record(spool, 1, 10, Rank.CONDUCTOR));
        try (Spool spool = open(each, new DiskFiles())) {
          assertThat(spool.list().size()).isBetween(promised ? 1 : 0, 1);
          for (SpoolEntry entry : spool.list()) {
            assertThat(spool.verify(entry.chunk(), 1_000, buffer)).isPresent();
            whole++;
          }
          // What the raw journal brings back is the same chunk, once.
          record(spool, 1, 10, Rank.CONDUCTOR);
          assertThat(spool.list()).hasSize(1);
          assertThat(spool.verify(spool.list().getFirst().chunk(), 1_000, buffer)).isPresent();
        }
        if (!files.wasCut()) {
          break;
        }
      }
    }
    assertThat(cuts).isGreaterThanOrEqualTo(18);
    assertThat(whole).isBetween(4, cuts);
  }

  @Test
  void powerCutAtAnyStepOfReleasingLeavesTheChunkOrItsReceipt() throws IOException {
    for (PowerCutFiles.Cut cut : PowerCutFiles.Cut.values()) {
      for (int steps = 0; ; steps++) {
        Path each = Files.createDirectory(folder.resolve(cut + "-" + steps));
        SealedChunk chunk;
        try (Spool spool = open(each, new DiskFiles())) {
          chunk = record(spool, 1, 10, Rank.CONDUCTOR);
        }
        var files = new PowerCutFiles(steps, cut);
        boolean released = cutWhile(each, files, spool -> spool.release(chunk, receipt(chunk)));
        try (Spool spool = open(each, new DiskFiles())) {
          boolean receipt = ReceiptLog.read(each, new DiskFiles()).hasId(chunk.id());
          boolean there = !spool.list().isEmpty();
          assertThat(there).as("cut at step %d, %s", steps, cut).isNotEqualTo(receipt);
          assertThat(receipt || !released).isTrue();
          assertThat(spool.report().damaged()).isEmpty();
          if (there) {
            // The log goes on after a torn line.
            spool.release(chunk, receipt(chunk));
            assertThat(ReceiptLog.read(each, new DiskFiles()).hasId(chunk.id())).isTrue();
          }
          assertThat(each.resolve(chunk.id() + ".laz")).doesNotExist();
        }
        if (!files.wasCut()) {
          break;
        }
      }
    }
  }

  @Test
  void nextIsFirstByTheOrderOfThoseThatMayGo() throws IOException {
    try (Spool spool = open(new DiskFiles())) {
      record(spool, 1, 10, Rank.OTHER);
      SealedChunk wire = record(spool, 2, 20, Rank.CONDUCTOR);
      SealedChunk pole = record(spool, 3, 30, Rank.POLE_OR_TOWER);
      assertThat(spool.next(chunk -> true)).contains(wire);
      assertThat(spool.next(chunk -> !chunk.equals(wire))).contains(pole);
      assertThat(spool.next(chunk -> false)).isEmpty();
    }
  }

  private interface Deed {
    void on(Spool spool) throws IOException;
  }

  /** Opens a spool and does the deed; true when both were done and were said to be. */
  private boolean cutWhile(Path where, PowerCutFiles files, Deed deed) throws IOException {
    try (Spool spool = open(where, files)) {
      deed.on(spool);
      return true;
    } catch (PowerCutFiles.PowerCut e) {
      return false;
    }
  }

  private Spool open(SpoolFiles files) throws IOException {
    return open(folder, files);
  }

  private Spool open(Path where, SpoolFiles files) throws IOException {
    return Spool.open(new SpoolConfig(where, 0), counters, () -> NOW, events::add, files);
  }

  private SealedChunk record(Spool spool, int column, long sequence, Rank rank) throws IOException {
    return new Recorder(spool, Zones.encoder(2_500), Zones.ORIGIN, counters, InstantSource.system())
        .record(Zones.zone(column, sequence, rank));
  }

  private static Receipt receipt(SealedChunk chunk) {
    return new Receipt(
        chunk.id(), "bench", "key", chunk.checksums().sha256(), "etag", Proof.READ_BACK, NOW);
  }
}
