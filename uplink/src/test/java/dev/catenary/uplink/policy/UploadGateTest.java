package dev.catenary.uplink.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UploadGateTest {
  private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
  private static final int MIB = 1 << 20;

  // 23:00 on 21 November in Melbourne, an hour before its day ends.
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private long nanos;

  @Test
  void budgetIsOfTheCalendarDayThere() {
    UploadGate gate = gate(policy(10 * MIB, 0, ""), Optional.empty());
    assertThat(gate.take(6 * MIB)).isEmpty();
    assertThat(gate.take(4 * MIB)).isEmpty();
    assertThat(gate.take(1))
        .contains(new Hold.BudgetSpent(10 * MIB, 10 * MIB, LocalDate.of(2026, 11, 21)));
    pass(Duration.ofMinutes(59));
    assertThat(gate.take(1)).isPresent();
    pass(Duration.ofMinutes(1));
    assertThat(gate.take(10 * MIB)).isEmpty();
    assertThat(gate.spent()).isEqualTo(new SpentDay(LocalDate.of(2026, 11, 22), 10 * MIB));
  }

  @Test
  void partThatDoesNotFitWaitsAndASmallerOneMayGo() {
    UploadGate gate = gate(policy(10 * MIB, 0, ""), Optional.empty());
    assertThat(gate.take(8 * MIB)).isEmpty();
    assertThat(gate.take(3 * MIB)).isPresent();
    assertThat(gate.take(2 * MIB)).isEmpty();
  }

  @Test
  void downloadLeavesHalfOfTheDayToChunks() {
    UploadGate gate = gate(policy(20 * MIB, 0, ""), Optional.empty());
    assertThat(gate.takeDownload(8 * MIB)).isEmpty();
    assertThat(gate.takeDownload(3 * MIB)).get().isInstanceOf(Hold.HalfSpent.class);
    assertThat(gate.takeDownload(2 * MIB)).isEmpty();
    assertThat(gate.holdDownload()).isPresent();
    assertThat(gate.take(10 * MIB)).isEmpty();
  }

  @Test
  void recordingThatWasAskedForLeavesHalfOfTheDayToTheWires() {
    UploadGate gate = gate(policy(20 * MIB, 0, ""), Optional.empty());
    assertThat(gate.admits(chunk(ChunkKind.RECORDING))).isTrue();
    assertThat(gate.take(8 * MIB)).isEmpty();
    assertThat(gate.admits(chunk(ChunkKind.RECORDING))).isTrue();
    assertThat(gate.take(2 * MIB)).isEmpty();
    assertThat(gate.admits(chunk(ChunkKind.RECORDING))).isFalse();
    assertThat(gate.admits(chunk(ChunkKind.ZONE))).isTrue();
    pass(Duration.ofDays(1));
    assertThat(gate.admits(chunk(ChunkKind.RECORDING))).isTrue();
  }

  private static SealedChunk chunk(ChunkKind kind) {
    return new SealedChunk(
        "a",
        "drone-1",
        "m7",
        SealedChunk.NOWHERE,
        Rank.CONDUCTOR,
        0,
        0,
        Checksums.of(ByteBuffer.allocate(1)),
        1,
        1,
        SequenceRuns.NONE,
        1,
        1,
        1,
        kind);
  }

  @Test
  void restartDoesNotOpenANewBudget() {
    UploadGate gate = gate(policy(10 * MIB, 0, ""), Optional.empty());
    gate.take(9 * MIB);
    UploadGate again = gate(policy(10 * MIB, 0, ""), SpentDay.parse(gate.spent().encoded()));
    assertThat(again.take(2 * MIB)).isPresent();
    assertThat(again.take(MIB)).isEmpty();
  }

  @Test
  void clockSetBackOpensNoNewBudgetAndAJumpToNowOpensOne() {
    now = Instant.parse("1970-01-01T00:00:00Z");
    UploadGate gate = gate(policy(10 * MIB, 0, ""), Optional.empty());
    assertThat(gate.take(10 * MIB)).isEmpty();
    assertThat(gate.take(1)).isPresent();
    now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(gate.take(10 * MIB)).isEmpty();
    now = now.minus(Duration.ofHours(1));
    assertThat(gate.take(1)).isPresent();
    now = Instant.parse("1980-01-06T00:00:00Z");
    assertThat(gate.take(1)).isPresent();
    assertThat(gate.spent().day()).isEqualTo(LocalDate.of(2026, 11, 21));
  }

  @Test
  void nothingGoesInQuietHoursAlsoOverMidnight() {
    UploadGate gate = gate(policy(0, 0, "22:30-06:00"), Optional.empty());
    assertThat(gate.take(1))
        .contains(new Hold.Quiet(QuietHours.parse("22:30-06:00"), Duration.ofHours(7)));
    pass(Duration.ofHours(7).minusSeconds(1));
    assertThat(gate.hold()).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(gate.take(1)).isEmpty();
    pass(Duration.ofHours(16).plusMinutes(30));
    assertThat(gate.hold()).isPresent();
  }

  @Property(tries = 200)
  void aMomentIsInHoursOrInTheirComplement(
      @ForAll @IntRange(max = 1_439) int from,
      @ForAll @IntRange(max = 1_439) int until,
      @ForAll @IntRange(max = 1_439) int minute) {
    if (from == until) {
      return;
    }
    LocalTime a = LocalTime.MIN.plusMinutes(from);
    LocalTime b = LocalTime.MIN.plusMinutes(until);
    LocalTime time = LocalTime.MIN.plusMinutes(minute);
    assertThat(new QuietHours(a, b).contains(time))
        .isNotEqualTo(new QuietHours(b, a).contains(time));
  }

  @Test
  void dayThatWasInTheFutureHoldsNothingUpForYears() {
    now = Instant.parse("2031-03-01T12:00:00Z");
    UploadGate gate = gate(policy(6 * MIB, 0, ""), Optional.empty());
    assertThat(gate.take(5 * MIB)).isEmpty();
    now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(gate.take(5 * MIB)).get().isInstanceOf(Hold.BudgetSpent.class);
    pass(Duration.ofDays(1));
    assertThat(gate.take(5 * MIB)).isEmpty();
  }

  @Test
  void eachStartIn1970OpensNoBudgetOfItsOwn() {
    now = Instant.parse("2026-11-21T12:00:00Z");
    UploadGate gate = gate(policy(6 * MIB, 0, ""), Optional.empty());
    assertThat(gate.take(5 * MIB)).isEmpty();
    for (int start = 0; start < 3; start++) {
      now = Instant.EPOCH;
      gate = gate(policy(6 * MIB, 0, ""), Optional.of(gate.spent()));
      assertThat(gate.take(5 * MIB)).isPresent();
      now = Instant.parse("2026-11-21T12:30:00Z");
      assertThat(gate.take(5 * MIB)).isPresent();
    }
  }

  @Test
  void quietHoursFollowTheClockAsItIsAndEndAtOnceWhenItIsSet() {
    now = Instant.parse("1970-01-01T13:00:00Z"); // 23:00 in Melbourne
    UploadGate gate = gate(policy(0, 0, "22:00-06:00"), Optional.empty());
    assertThat(gate.take(1)).get().isInstanceOf(Hold.Quiet.class);
    now = Instant.parse("2026-11-21T02:00:00Z"); // 13:00
    assertThat(gate.take(1)).isEmpty();
    now = now.minus(Duration.ofHours(1));
    assertThat(gate.take(1)).isEmpty();
  }

  @Test
  void capIsKeptOnAverage() {
    UploadGate gate = gate(policy(0, MIB, ""), Optional.empty());
    long sent = 0;
    for (int step = 0; step < 6_000; step++) {
      if (gate.take(5 * MIB).isEmpty()) {
        sent += 5 * MIB;
      }
      pass(Duration.ofMillis(100));
    }
    // Ten minutes, and the first part at once.
    assertThat(sent).isBetween(595L * MIB, 605L * MIB);
  }

  @Test
  void otherPolicyHoldsFromTheNextPart() {
    UploadGate gate = gate(policy(5 * MIB, 0, ""), Optional.empty());
    assertThat(gate.take(5 * MIB)).isEmpty();
    assertThat(gate.take(1)).isPresent();
    gate.choose(UploadPolicy.ALL);
    assertThat(gate.take(100 * MIB)).isEmpty();
    gate.choose(policy(5 * MIB, 0, ""));
    assertThat(gate.take(1)).isPresent();
  }

  @Test
  void valuesThatCouldNeverSendAreRefused() {
    assertThatThrownBy(() -> policy(MIB, 0, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("less than one part");
    assertThatThrownBy(() -> QuietHours.parse("22-6")).hasMessageContaining("22:00-06:00");
    assertThatThrownBy(() -> QuietHours.parse("06:00-06:00")).hasMessageContaining("different");
  }

  @Test
  void accountCutOffAnywhereIsNone() {
    byte[] whole = new SpentDay(LocalDate.of(2026, 11, 21), 7).encoded();
    for (int length = 0; length < whole.length; length++) {
      assertThat(SpentDay.parse(Arrays.copyOf(whole, length))).isEmpty();
    }
    assertThat(SpentDay.parse("catenary-spent 1\nday 2026-13-41\nbytes 1\nend\n".getBytes()))
        .isEmpty();
  }

  @Property(tries = 200)
  void randomBytesAreNoAccount(@ForAll byte[] bytes) {
    assertThat(SpentDay.parse(bytes)).isEmpty();
  }

  private static UploadPolicy policy(long perDay, long perSecond, String quiet) {
    return new UploadPolicy(
        "radio",
        Rank.CONDUCTOR,
        true,
        perDay,
        perSecond,
        quiet.isEmpty() ? List.of() : List.of(QuietHours.parse(quiet)),
        1,
        5 * MIB);
  }

  private UploadGate gate(UploadPolicy policy, Optional<SpentDay> spent) {
    return new UploadGate(policy, () -> now, () -> nanos, MELBOURNE, spent);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }
}
