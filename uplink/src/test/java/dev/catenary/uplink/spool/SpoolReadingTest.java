package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolReadingTest {
  @TempDir Path folder;
  private final Counters counters = new Counters();
  private int passes;

  @Test
  void chunksAreSealedBeforeAnythingOldIsReadAndSentByRankAfterwards() throws Exception {
    SealedChunk old = recordInRunBefore(Rank.CONDUCTOR);
    try (Spool spool = openUnread()) {
      SealedChunk fresh = record(spool, 2, 20, Rank.OTHER);
      assertThat(spool.isRead()).isFalse();
      assertThat(fresh.sealNumber()).isGreaterThan(old.sealNumber());
      assertThat(spool.next(chunk -> true)).isEmpty();
      assertThat(spool.isEmpty()).isFalse();
      readAll(spool);
      assertThat(spool.next(chunk -> true)).contains(old);
      assertThat(spool.list()).extracting(SpoolEntry::chunk).containsExactly(old, fresh);
      assertThat(spool.chunkBytes()).isEqualTo(old.checksums().bytes() + fresh.checksums().bytes());
    }
  }

  @Test
  void chunkOfTheRunBeforeIsFoundBeforeAllIsRead() throws Exception {
    SealedChunk old = recordInRunBefore(Rank.CONDUCTOR);
    try (Spool spool = openUnread()) {
      assertThat(spool.find("epsg32755-32m-9-9_m7_1-2")).isEmpty();
      assertThat(spool.isRead()).isFalse();
      assertThat(spool.find(old.id())).contains(old);
      assertThat(record(spool, 1, 10, Rank.CONDUCTOR)).isEqualTo(old);
    }
  }

  @Test
  void whatIsDurableOfAZoneIsKnownToWhoeverAsks() throws Exception {
    recordInRunBefore(Rank.CONDUCTOR);
    try (Spool spool = openUnread()) {
      DurableSequences there = spool.durable().of(new ZoneId("EPSG:32755", 32, 1, 181_250));
      assertThat(there.state(19)).isEqualTo(DurableSequences.State.DURABLE);
      assertThat(there.state(20)).isEqualTo(DurableSequences.State.NEW);
    }
  }

  @Test
  void filesOfThisRunAreLeftAloneByTheReading() throws Exception {
    recordInRunBefore(Rank.CONDUCTOR);
    Files.writeString(folder.resolve("epsg32755-32m-7-181250_m7_70-79.laz.part"), "cut off");
    try (Spool spool = openUnread()) {
      List<SealedChunk> fresh = new ArrayList<>();
      for (int i = 2; !spool.isRead(); i++) {
        fresh.add(record(spool, i, 10 * i, Rank.OTHER));
        spool.reading().doWork();
      }
      assertThat(spool.report().unfinished()).hasSize(1);
      assertThat(spool.report().damaged()).isEmpty();
      assertThat(spool.list()).hasSize(1 + fresh.size());
      for (SealedChunk chunk : fresh) {
        assertThat(spool.verify(chunk, 1 << 20, new PartBuffer())).isPresent();
      }
    }
    assertThat(Spool.inspect(folder).summary()).contains(" 0 unfinished");
  }

  @Test
  void zoneCutOffInSealingIsRecordedAgainUnderItsName() throws Exception {
    SealedChunk old = recordInRunBefore(Rank.CONDUCTOR);
    Files.delete(folder.resolve(old.id() + SpoolNames.MANIFEST));
    try (Spool spool = openUnread()) {
      SealedChunk again = record(spool, 1, 10, Rank.CONDUCTOR);
      assertThat(again.id()).isEqualTo(old.id());
      readAll(spool);
      assertThat(spool.verify(again, 1 << 20, new PartBuffer())).isPresent();
    }
    assertThat(folder.resolve("quarantine").resolve(old.id() + SpoolNames.LAZ)).exists();
  }

  @Test
  void sealNumberIsNeverGivenTwiceWhateverTheFileOfNumbersHolds() throws Exception {
    Path file = folder.resolve(SpoolNames.SEAL_NUMBER);
    long last = 0;
    for (String content : List.of("", "torn", "catenary-seal-number 1\nused-below 1\n00000000\n")) {
      try (Spool spool = openUnread()) {
        long number = record(spool, 1, 10 * ++passes, Rank.OTHER).sealNumber();
        assertThat(number).isGreaterThan(last);
        last = number;
      }
      Files.writeString(file, content);
    }
    Files.delete(file);
    try (Spool spool = openUnread()) {
      assertThat(record(spool, 1, 10 * ++passes, Rank.OTHER).sealNumber()).isGreaterThan(last);
    }
  }

  /** A folder under a file's name stands for all that cannot be read, also for root. */
  @Test
  void whatCannotBeReadGoesToTheQuarantineAndKeepsNothingFromLeaving() throws Exception {
    SealedChunk old = recordInRunBefore(Rank.CONDUCTOR);
    List<String> names =
        List.of("a_m7_40.event", "a_m7_40-49.manifest", "receipts.log", "receipts.old.log");
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).resolve("inside"));
    }
    Files.writeString(folder.resolve("a_m7_40-49.laz"), "its manifest cannot be read");
    // The second start finds a manifest in the quarantine that cannot be read either.
    for (int start = 0; start < 2; start++) {
      try (Spool spool = openUnread()) {
        readAll(spool);
        assertThat(spool.next(chunk -> true)).contains(old);
        assertThat(spool.report().damaged()).hasSize(start == 0 ? 5 : 0);
      }
    }
    for (String name : names) {
      assertThat(folder.resolve("quarantine").resolve(name + ".reason"))
          .content()
          .contains("cannot be read");
      assertThat(folder.resolve(name)).doesNotExist();
    }
    assertThat(folder.resolve("quarantine/a_m7_40-49.laz")).exists();
  }

  @Test
  void whatTheDiskDoesNotLetUsPutInOrderKeepsNothingFromLeaving() throws Exception {
    SealedChunk old = recordInRunBefore(Rank.CONDUCTOR);
    Files.writeString(folder.resolve("quarantine"), "no folder");
    Files.writeString(folder.resolve("a_m7_40.event"), "torn");
    Files.createDirectories(folder.resolve("a_m7_40-49.laz.part").resolve("inside"));
    try (Spool spool = openUnread()) {
      readAll(spool);
      assertThat(spool.next(chunk -> true)).contains(old);
      assertThat(record(spool, 2, 20, Rank.OTHER).sealNumber()).isGreaterThan(old.sealNumber());
    }
    assertThat(folder.resolve("a_m7_40.event")).exists();
  }

  @Test
  void nothingIsGivenUpWhileNotAllIsKnown() throws Exception {
    recordInRunBefore(Rank.OTHER);
    try (Spool spool = openUnread()) {
      assertThat(spool.giveUp(Rank.OTHER)).isZero();
      assertThat(spool.durable().oldestSequenceHere()).isEqualTo(Long.MIN_VALUE);
      readAll(spool);
      assertThat(spool.durable().oldestSequenceHere()).isEqualTo(10);
    }
  }

  private SealedChunk recordInRunBefore(Rank rank) throws Exception {
    try (Spool spool = openUnread()) {
      return record(spool, 1, 10, rank);
    }
  }

  private static void readAll(Spool spool) throws Exception {
    while (!spool.isRead()) {
      assertThat(spool.next(chunk -> true)).isEmpty();
      spool.reading().doWork();
    }
  }

  private Spool openUnread() throws Exception {
    return Spool.openUnread(
        new SpoolConfig(folder, 0), counters, InstantSource.system(), event -> {});
  }

  private SealedChunk record(Spool spool, int column, long sequence, Rank rank) throws Exception {
    return new Recorder(spool, Zones.encoder(2_500), Zones.ORIGIN, counters, InstantSource.system())
        .record(Zones.zone(column, sequence, rank));
  }
}
