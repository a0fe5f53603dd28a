package dev.catenary.device.page.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.message.ZoneEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZoneBoardTest {
  private final ZoneBoard board = new ZoneBoard();

  private static ZoneEvent zone(String id, int rank, String mission) {
    return ZoneEvent.newBuilder()
        .setEventId(id)
        .setRank(rank)
        .setMission(mission)
        .setFinal(true)
        .build();
  }

  private List<String> ids(List<ZoneEvent> events) {
    return events.stream().map(ZoneEvent::getEventId).toList();
  }

  /** A survey of five minutes at a hundred zones a minute, and a violation at its beginning. */
  @Test
  void aViolationIsNotForgottenForTheGrassAfterIt() {
    board.take(zone("violation", 0, "feeder-12"));
    board.take(zone("conductor", 1, "feeder-12"));
    IntStream.range(0, 2_098).forEach(i -> board.take(zone("grass-" + i, 3, "feeder-12")));
    assertThat(ids(board.mostUrgent()))
        .hasSize(500)
        .startsWith("violation", "conductor", "grass-2097");
    assertThat(board.seen()).isEqualTo(2_100);
    assertThat(board.newestFirst()).hasSize(500);
  }

  @Test
  void theLowestRankGoesFirstAndOfOneRankTheOldest() {
    IntStream.range(0, 300).forEach(i -> board.take(zone("tree-" + i, 3, "m")));
    IntStream.range(0, 200).forEach(i -> board.take(zone("other-" + i, 4, "m")));
    IntStream.range(0, 250).forEach(i -> board.take(zone("pole-" + i, 2, "m")));
    List<String> kept = ids(board.newestFirst());
    assertThat(kept).hasSize(500).contains("pole-0", "tree-50", "tree-299");
    assertThat(kept).doesNotContain("other-199", "tree-49");
  }

  @Test
  void allOfRankZeroAndOneOfAMissionStay() {
    IntStream.range(0, 900).forEach(i -> board.take(zone("wire-" + i, 1, "m")));
    IntStream.range(0, 300).forEach(i -> board.take(zone("broken-" + i, 0, "m")));
    assertThat(board.newestFirst()).hasSize(1_200);
    List<String> shown = ids(board.mostUrgent());
    assertThat(shown).hasSize(500);
    assertThat(shown.subList(0, 300)).allMatch(id -> id.startsWith("broken-"));
  }

  @Test
  void theMissionBeforeMakesRoom() {
    IntStream.range(0, 600).forEach(i -> board.take(zone("before-" + i, 1, "one")));
    IntStream.range(0, 400).forEach(i -> board.take(zone("now-" + i, 1, "two")));
    assertThat(ids(board.newestFirst()))
        .hasSize(500)
        .startsWith("now-399")
        .contains("now-0", "before-599")
        .doesNotContain("before-499");
  }

  @Test
  void memoryIsBoundedAndViolationsGoLast() {
    IntStream.range(0, 100).forEach(i -> board.take(zone("broken-" + i, 0, "m")));
    IntStream.range(0, ZoneBoard.URGENT_MAX).forEach(i -> board.take(zone("wire-" + i, 1, "m")));
    assertThat(board.newestFirst()).hasSize(ZoneBoard.URGENT_MAX);
    assertThat(ids(board.mostUrgent()).subList(0, 100)).allMatch(id -> id.startsWith("broken-"));
  }

  @Test
  void aZoneThatIsSentKeepsItsAge() {
    board.take(zone("first", 1, "m"));
    board.take(zone("second", 1, "m"));
    board.recorded("first");
    board.sent("first");
    assertThat(ids(board.newestFirst())).containsExactly("second", "first");
    assertThat(board.state(zone("first", 1, "m"))).isEqualTo("sent");
  }
}
