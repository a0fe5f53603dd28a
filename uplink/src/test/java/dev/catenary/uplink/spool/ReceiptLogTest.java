package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that a service remembers after days: two files' worth and no more. */
class ReceiptLogTest {
  private static final String SHA256 = "ab".repeat(32);

  @TempDir Path folder;

  /** A line of docs/spool.md, {@code receipts.log}. */
  static String line(int number) {
    String text =
        String.join(
            "\t",
            Integer.toString(number),
            "chunk-" + number,
            "32755",
            "20",
            Integer.toString(number),
            "7",
            Integer.toString(1_000 + number),
            SHA256,
            "STORE_SHA256",
            "etag",
            "s3://bucket/" + "k".repeat(200),
            "2026-07-01T10:00:00Z");
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x\t%s\n", crc.getValue(), text);
  }

  private static ZoneId zone(int number) {
    return new ZoneId("32755", 20, number, 7);
  }

  private static SealedChunk chunk(int number) {
    return new SealedChunk(
        "chunk-" + number,
        "vehicle",
        "mission",
        zone(number),
        Rank.values()[2],
        0,
        100,
        new Checksums(1_000, SHA256, 1),
        number,
        1_000 + number,
        SequenceRuns.ofEnds(number, number, number + 10, 1_000 + number),
        0,
        1,
        number,
        ChunkKind.ZONE);
  }

  @Test
  void forgetsWhatARestartWouldNotFind() throws IOException {
    Files.writeString(folder.resolve("receipts.old.log"), line(1));
    StringBuilder full = new StringBuilder();
    int last = 1;
    while (full.length() < 4 << 20) {
      full.append(line(++last));
    }
    Files.writeString(folder.resolve("receipts.log"), full);
    ReceiptLog log = ReceiptLog.read(folder, new DiskFiles());
    assertThat(log.unreadable()).isZero();
    assertThat(log.hasId("chunk-1")).isTrue();
    assertThat(log.claims(zone(1))).extracting(DurableClaims.Claim::last).containsExactly(1_001L);
    assertThat(log.ids()).hasSize(last);

    int next = last + 1;
    log.add(
        chunk(next),
        new Receipt(
            "chunk-" + next,
            "s3://bucket",
            "key",
            SHA256,
            "etag",
            Proof.STORE_SHA256,
            Instant.parse("2026-07-01T10:00:00Z")));

    for (ReceiptLog each : new ReceiptLog[] {log, ReceiptLog.read(folder, new DiskFiles())}) {
      assertThat(each.hasId("chunk-1")).isFalse();
      assertThat(each.claims(zone(1))).isEmpty();
      assertThat(each.has("chunk-2", SHA256, 2)).isTrue();
      assertThat(each.has("chunk-" + next, SHA256, next)).isTrue();
      assertThat(each.claims(zone(next)))
          .extracting(DurableClaims.Claim::sequences)
          .containsExactly(SequenceRuns.ofEnds(next, next, next + 10, 1_000 + next));
      assertThat(each.ids()).hasSize(last);
      assertThat(each.sealNumberMax()).isEqualTo(next);
    }
  }
}
