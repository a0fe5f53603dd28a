package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.Recording;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.transfer.ObjectKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams that were asked for, on their way through the spool. */
class RecordingInSpoolTest {
  private static final String ID = "journal_r-1_1_7-9";

  @TempDir Path folder;
  private final Counters counters = new Counters();

  private Spool open() throws IOException {
    return Spool.open(new SpoolConfig(folder, 0), counters, InstantSource.system(), _ -> {});
  }

  private static SealedChunk seal(Spool spool, ChunkManifest.Builder manifest) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(("of " + manifest.getChunkId()).getBytes(StandardCharsets.UTF_8));
    Checksums checksums = Checksums.of(bytes);
    return spool.seal(
        bytes,
        manifest
            .setFormatVersion(1)
            .setVehicle("drone-1")
            .setMission("m7")
            .setBytes(checksums.bytes())
            .setSha256(ByteString.fromHex(checksums.sha256()))
            .setCrc32C(checksums.crc32c()));
  }

  private static ChunkManifest.Builder recording() {
    return ChunkManifest.newBuilder()
        .setChunkId(ChunkId.recording("r-1", 1, 7, 9))
        .setRank(Rank.POLE_OR_TOWER.ordinal())
        .setFirstSequence(7)
        .setLastSequence(9)
        .setRecording(Recording.newBuilder().setRequestId("r-1"));
  }

  private static ChunkManifest.Builder zone(int row, long first, long last) {
    return ChunkManifest.newBuilder()
        .setChunkId("epsg32755-32m-1-" + row + "_m_7_" + first + "-" + last)
        .setZone(Zone.newBuilder().setCrs("EPSG:32755").setCellMetres(32).setColumn(1).setRow(row))
        .setRank(Rank.OTHER.ordinal())
        .setFirstSequence(first)
        .setLastSequence(last);
  }

  private static Receipt receipt(SealedChunk chunk) {
    return new Receipt(
        chunk.id(),
        "store",
        "key",
        chunk.checksums().sha256(),
        "etag",
        Proof.STORE_SHA256,
        Instant.EPOCH);
  }

  @Test
  void recordingIsFoundAgainByTheIndexAndWithoutIt() throws IOException {
    SealedChunk sealed;
    try (Spool spool = open()) {
      sealed = seal(spool, recording());
    }
    assertThat(sealed.kind()).isEqualTo(ChunkKind.RECORDING);
    assertThat(folder.resolve(ID + ".pcapng")).exists();
    assertThat(ObjectKeys.of(sealed)).isEqualTo("drone-1/m7/raw/" + ID + ".pcapng");
    try (Spool spool = open()) {
      assertThat(spool.find(ID)).contains(sealed);
    }
    Files.delete(folder.resolve("spool.index"));
    try (Spool spool = open()) {
      assertThat(spool.find(ID)).contains(sealed);
      assertThat(spool.report().damaged()).isEmpty();
    }
    assertThat(counters.get(DeviceCounter.CHUNKS_SEALED)).isZero();
  }

  @Test
  void recordingMakesNothingDurableNeedsNoJournalAndIsNeverGivenUp() throws IOException {
    try (Spool spool = open()) {
      SealedChunk sealed = seal(spool, recording());
      assertThat(spool.durable().oldestSequenceHere()).isEqualTo(Long.MAX_VALUE);
      assertThat(spool.giveUp(Rank.OTHER) + spool.giveUp(Rank.VEGETATION)).isZero();
      assertThat(spool.release(sealed, receipt(sealed))).isTrue();
      assertThat(spool.durable().of(SealedChunk.NOWHERE)).isSameAs(DurableSequences.NONE);
      assertThat(spool.durable().hasReceipt(ID)).isTrue();
      assertThat(folder.resolve(ID + ".pcapng")).doesNotExist();
      assertThat(folder.resolve(ID + ".manifest")).doesNotExist();
    }
    try (Spool spool = open()) {
      assertThat(spool.durable().hasReceipt(ID)).isTrue();
      assertThat(spool.durable().of(SealedChunk.NOWHERE)).isSameAs(DurableSequences.NONE);
    }
  }

  @Test
  void damagedRecordingGoesToTheQuarantineAndNotToTheStore() throws IOException {
    try (Spool spool = open()) {
      SealedChunk sealed = seal(spool, recording());
      Path file = folder.resolve(ID + ".pcapng");
      byte[] bytes = Files.readAllBytes(file);
      bytes[2] ^= 1;
      Files.write(file, bytes);
      assertThat(spool.verify(sealed, 1 << 20, new PartBuffer())).isEmpty();
      assertThat(folder.resolve("quarantine").resolve(ID + ".pcapng")).exists();
      assertThat(spool.find(ID)).isEmpty();
      assertThat(spool.durable().hasReceipt(ID)).isFalse();
    }
  }

  @Test
  void datagramsOfAZoneAreToldOfItsChunksHereAndSent() throws IOException {
    try (Spool spool = open()) {
      SealedChunk sent = seal(spool, zone(2, 10, 19));
      seal(spool, zone(2, 30, 39));
      seal(spool, zone(21, 50, 59));
      seal(spool, recording());
      spool.release(sent, receipt(sent));
      assertThat(spool.durable().sequencesOf("epsg32755-32m-1-2"))
          .containsExactly(new SequenceRange(10, 19), new SequenceRange(30, 39));
      assertThat(spool.durable().sequencesOf("epsg32755-32m-9-9")).isEmpty();
    }
  }
}
