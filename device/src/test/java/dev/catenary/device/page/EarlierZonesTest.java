package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.page.feed.ZoneBoard;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.ChunkOrigin;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A viewer who opens the page after a restart sees the zones that wait. */
class EarlierZonesTest {
  @TempDir private Path folder;

  private Spool spool() throws IOException {
    return Spool.openUnread(
        new SpoolConfig(folder, 0), new Counters(), InstantSource.system(), _ -> {});
  }

  private static Zone zone(int column, Rank rank) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, column, 7), 1);
    zone.size = 1;
    zone.label[0] = ClassLabel.GROUND.lasCode();
    zone.firstSequence = column;
    zone.lastSequence = column;
    zone.firstHostNanos = column;
    zone.lastHostNanos = column;
    zone.rank = rank;
    return zone;
  }

  private static void record(Spool spool, Zone zone) throws IOException {
    new Recorder(
            spool,
            _ -> ByteBuffer.wrap(new byte[100]),
            new ChunkOrigin("drone", "survey", "PROJCS[\"x\"]", "0", List.of()),
            new Counters(),
            InstantSource.system())
        .record(zone);
  }

  @Test
  void zonesThatWaitAreShownAsRecordedAndOlderThanWhatIsSeenNow() throws IOException {
    try (Spool before = spool()) {
      record(before, zone(1, Rank.CONDUCTOR));
      record(before, zone(2, Rank.VEGETATION));
    }
    ZoneBoard board = new ZoneBoard();
    ZoneEvent now = ZoneEvent.newBuilder().setEventId("now").build();
    board.take(now);
    try (Spool after = spool()) {
      EarlierZones.show(after, board);
    }
    List<ZoneEvent> shown = board.newestFirst();
    assertThat(shown.stream().map(event -> event.getZone().getColumn())).containsExactly(0, 2, 1);
    assertThat(shown.stream().map(ZoneEvent::getRank))
        .containsExactly(0, Rank.VEGETATION.ordinal(), Rank.CONDUCTOR.ordinal());
    assertThat(shown.stream().map(board::state)).containsExactly("open", "recorded", "recorded");
  }

  @Test
  void theNewestFiveHundredAreKept() {
    ZoneBoard board = new ZoneBoard();
    board.take(ZoneEvent.newBuilder().setEventId("now").build());
    board.takeEarlier(
        java.util.stream.IntStream.range(0, 600)
            .mapToObj(i -> ZoneEvent.newBuilder().setEventId("old-" + i).setRank(3).build())
            .toList());
    assertThat(board.newestFirst().stream().map(ZoneEvent::getEventId))
        .hasSize(500)
        .startsWith("now", "old-599")
        .endsWith("old-101");
  }
}
