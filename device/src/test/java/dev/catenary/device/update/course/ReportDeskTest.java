package dev.catenary.device.update.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.trust.TestRepository;
import dev.catenary.device.update.trust.VehicleReport;
import dev.catenary.device.update.trust.VehicleReport.Outcome;
import dev.catenary.device.update.trust.format.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signed report tells an end that has come, once, and no other; and stuck phases end. */
class ReportDeskTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  @TempDir private Path folder;

  private SigningKey key;
  private ReportDesk desk;

  @BeforeEach
  void begin() throws Exception {
    key = TestRepository.key();
    desk = desk();
  }

  private ReportDesk desk() throws IOException {
    return new ReportDesk(folder, "drone-7", "amd64-glibc2.28", "1.0.0", key);
  }

  private VehicleReport told(UpdateState state) throws IOException {
    desk.look(state, BootState.UNTOUCHED, NOW);
    return VehicleReport.read(desk.newest(), "drone-7", key.publicKey());
  }

  private static UpdateState in(Phase phase) {
    return UpdateState.NONE.from("1.1.0", 7).to(phase, "", NOW.getEpochSecond());
  }

  /** Success is told when the release has proved good, and not before. */
  @Test
  void nothingIsToldBeforeItsEnd() throws IOException {
    for (Phase phase :
        List.of(Phase.FETCHING, Phase.INSTALLING, Phase.WAITING, Phase.SWITCHING, Phase.TRIAL)) {
      assertThat(told(in(phase)).outcome()).as("%s", phase).isEqualTo(Outcome.NONE);
    }
    VehicleReport good = told(in(Phase.GOOD));
    assertThat(good.outcome()).isEqualTo(Outcome.GOOD);
    assertThat(good.asked()).isEqualTo("1.1.0");
  }

  @Test
  void endStaysToldWhileTheNextLookIsUnderWay() throws IOException {
    long first = told(in(Phase.FELL_BACK)).number();
    VehicleReport later = told(UpdateState.NONE.ordered(9, "", 0));
    assertThat(later.outcome()).isEqualTo(Outcome.FELL_BACK);
    assertThat(later.asked()).isEqualTo("1.1.0");
    assertThat(later.number()).isEqualTo(first);
  }

  @Test
  void numberRisesWithEachReportAlsoWhereTheLastIsLost() throws IOException {
    long first = told(in(Phase.GOOD)).number();
    long second = told(in(Phase.FELL_BACK)).number();
    assertThat(second).isGreaterThan(first);
    desk = desk();
    assertThat(told(in(Phase.FELL_BACK)).number()).isEqualTo(second);
    Files.writeString(folder.resolve("report.json"), "torn");
    desk = desk();
    desk.look(in(Phase.FELL_BACK), BootState.UNTOUCHED, NOW.plusSeconds(9));
    assertThat(VehicleReport.read(desk.newest(), "drone-7", key.publicKey()).number())
        .isGreaterThan(second);
  }

  @Test
  void lastAttackIsToldByItsName() throws IOException {
    assertThat(told(in(Phase.REFUSED).attacked("FreezeException")).attack())
        .contains("FreezeException");
  }

  /** A deployment that is stuck ends by itself, and does not block the next one. */
  @Test
  void stuckPhaseEndsWithItsReasonAndANewerOrderReplacesIt() {
    for (Phase phase : List.of(Phase.FETCHING, Phase.INSTALLING, Phase.WAITING)) {
      UpdateState stuck = in(phase).waitingFor("the mission runs");
      Facts later =
          new Facts(
              NOW.plus(phase.longest()).getEpochSecond() + 1,
              Optional.empty(),
              BootState.UNTOUCHED,
              0,
              List.of("the mission runs"),
              Baseline.NONE,
              false);
      UpdateState next = Course.next(stuck.installed(1), later);
      assertThat(next.phase()).as("%s", phase).isEqualTo(Phase.FAILED);
      assertThat(next.why()).contains("cure: order it again");
      assertThat(Course.order(stuck, "", 0, 1).phase()).isEqualTo(Phase.FETCHING);
    }
  }
}
