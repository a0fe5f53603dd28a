package dev.catenary.device.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.service.DownloadGate.LinkSide;
import dev.catenary.device.update.course.HeldBackException;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.policy.QuietHours;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of an update behind chunks, under the link's policy, and within their own budget. */
class DownloadGateTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-12-01T12:00:00Z");
  private long nanos;
  private boolean isUrgent;

  private UploadGate link(long perDay, long perSecond, List<QuietHours> quiet) {
    return new UploadGate(
        new UploadPolicy("radio", Rank.OTHER, false, perDay, perSecond, quiet, 1, 8 * MIB),
        () -> now,
        () -> nanos,
        ZoneOffset.UTC,
        Optional.empty());
  }

  private DownloadGate gate(UploadGate link, long budget) {
    LinkSide side = LinkSide.of(link);
    return new DownloadGate(
        new LinkSide(() -> isUrgent, side.hold(), side.take(), side.rate()),
        budget,
        folder.resolve("fetched"),
        ZoneOffset.UTC,
        () -> now,
        () -> nanos,
        time -> nanos += time.toNanos());
  }

  private static int taken(DownloadGate gate, int most) throws Exception {
    for (int mebibytes = 0; mebibytes < most; mebibytes++) {
      try {
        for (int piece = 0; piece < 16; piece++) {
          gate.take(MIB / 16);
        }
      } catch (HeldBackException e) {
        return mebibytes;
      }
    }
    return most;
  }

  @Test
  void chunksOfTheFirstRanksComeFirst() throws Exception {
    DownloadGate gate = gate(link(0, 0, List.of()), 0);
    isUrgent = true;
    assertThat(gate.held()).isEqualTo("chunks of the ranks 0 to 2 are sent first");
    isUrgent = false;
    assertThat(gate.held()).isEmpty();
    assertThat(taken(gate, 3)).isEqualTo(3);
    isUrgent = true;
    assertThatThrownBy(() -> gate.take(2 * MIB)).isInstanceOf(HeldBackException.class);
  }

  /** An update may mend what keeps the chunks from leaving. */
  @Test
  void chunksThatNeverEndPutAnUpdateOffForADay() {
    DownloadGate gate = gate(link(0, 0, List.of()), 0);
    isUrgent = true;
    assertThat(gate.held()).isNotEmpty();
    nanos += Duration.ofHours(24).toNanos() - 1;
    assertThat(gate.held()).isNotEmpty();
    nanos += 1;
    assertThat(gate.held()).isEmpty();
  }

  @Test
  void quietHoursOfTheLinkHold() {
    DownloadGate gate = gate(link(0, 0, List.of(QuietHours.parse("11:00-13:00"))), 0);
    assertThat(gate.held()).isEqualTo("the link: quiet hours 11:00-13:00");
    now = now.plus(Duration.ofHours(1));
    assertThat(gate.held()).isEmpty();
  }

  @Test
  void halfOfTheLinksBudgetIsLeftForChunks() throws Exception {
    UploadGate link = link(20L * MIB, 0, List.of());
    DownloadGate gate = gate(link, 0);
    assertThat(taken(gate, 40)).isEqualTo(10);
    assertThat(gate.held()).contains("half of 20971520 bytes");
    // The other half is there for them.
    assertThat(link.take(8L * MIB)).isEmpty();
    now = now.plus(Duration.ofDays(1));
    assertThat(gate.held()).isEmpty();
  }

  @Test
  void ownBudgetIsKeptOverARestart() throws Exception {
    assertThat(taken(gate(link(0, 0, List.of()), 12L * MIB), 40)).isEqualTo(12);
    DownloadGate restarted = gate(link(0, 0, List.of()), 12L * MIB);
    assertThat(restarted.held()).startsWith("updates: of 12582912 bytes for 2026-12-01");
    assertThat(taken(restarted, 40)).isZero();
    // A clock set back opens no new budget; a later day does.
    now = now.minus(Duration.ofDays(1));
    assertThat(restarted.held()).isNotEmpty();
    now = now.plus(Duration.ofDays(2));
    // Less what came as the budget was spent already: a piece or two.
    assertThat(taken(restarted, 40)).isBetween(11, 12);
  }

  @Test
  void damagedAccountIsABudgetAnew() throws Exception {
    Files.writeString(folder.resolve("fetched"), "catenary-spent 1\nday 2026");
    assertThat(gate(link(0, 0, List.of()), 12L * MIB).held()).isEmpty();
  }

  @Test
  void rateOfTheLinkIsKept() throws Exception {
    DownloadGate gate = gate(link(0, 100 * 1_024, List.of()), 0);
    assertThat(taken(gate, 2)).isEqualTo(2);
    double seconds = nanos / 1e9;
    // 2 MiB at 100 KiB/s are 20.48 s; a step of two seconds may be ahead or behind.
    assertThat(seconds).isBetween(18.0, 22.6);
  }
}
