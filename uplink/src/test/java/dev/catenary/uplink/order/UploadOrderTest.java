package dev.catenary.uplink.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UploadOrderTest {
  private final UploadOrder order = new UploadOrder();

  @Test
  void rankGoesBeforeSeverityAndSeverityBeforeAge() {
    SealedChunk oldOther = chunk("old-other", Rank.OTHER, 9, 1);
    SealedChunk newViolation = chunk("new-violation", Rank.CLEARANCE_VIOLATION, 0, 5);
    SealedChunk mildOld = chunk("mild-old", Rank.CONDUCTOR, 1, 2);
    SealedChunk severeNew = chunk("severe-new", Rank.CONDUCTOR, 2, 4);
    SealedChunk mildNew = chunk("mild-new", Rank.CONDUCTOR, 1, 3);
    SealedChunk unknown = chunk("unknown", Rank.CONDUCTOR, Double.NaN, 0);
    assertThat(
            List.of(oldOther, mildNew, unknown, severeNew, mildOld, newViolation).stream()
                .sorted(order))
        .containsExactly(newViolation, severeNew, mildOld, mildNew, unknown, oldOther);
  }

  @Test
  void onlyHigherRankPreempts() {
    SealedChunk pole = chunk("pole", Rank.POLE_OR_TOWER, 1, 1);
    assertThat(order.preempts(chunk("wire", Rank.CONDUCTOR, 0, 2), pole)).isTrue();
    assertThat(order.preempts(chunk("severe-pole", Rank.POLE_OR_TOWER, 5, 2), pole)).isFalse();
    assertThat(order.preempts(chunk("tree", Rank.VEGETATION, 5, 2), pole)).isFalse();
  }

  @Test
  void recordingsThatWereAskedForGoBehindWiresAndOverviewsAndBeforeTheRest() {
    SealedChunk wire = chunk("wire", Rank.CONDUCTOR, 0, 4);
    SealedChunk overview = chunk("seen", Rank.OTHER, 0, 3, ChunkKind.OVERVIEW);
    SealedChunk recording = chunk("asked", Rank.POLE_OR_TOWER, 0, 2, ChunkKind.RECORDING);
    SealedChunk pole = chunk("pole", Rank.POLE_OR_TOWER, 9, 1);
    assertThat(Stream.of(pole, recording, overview, wire).sorted(order))
        .containsExactly(wire, overview, recording, pole);
    assertThat(order.preempts(wire, recording)).isTrue();
    assertThat(order.preempts(recording, pole)).isTrue();
    assertThat(order.preempts(recording, overview)).isFalse();
  }

  private static SealedChunk chunk(String id, Rank rank, double severity, long sealNumber) {
    return chunk(id, rank, severity, sealNumber, ChunkKind.ZONE);
  }

  private static SealedChunk chunk(
      String id, Rank rank, double severity, long sealNumber, ChunkKind kind) {
    return new SealedChunk(
        id,
        "drone-1",
        "m7",
        new ZoneId("EPSG:32755", 32, 1, 2),
        rank,
        severity,
        1,
        Checksums.of(ByteBuffer.allocate(1)),
        1,
        2,
        SequenceRuns.NONE,
        1,
        2,
        sealNumber,
        kind);
  }
}
