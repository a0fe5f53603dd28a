package dev.catenary.device.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MissionControlTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;

  private MissionControl open() throws IOException {
    return MissionControl.open("survey", folder, InstantSource.fixed(NOON));
  }

  @Test
  void newVehicleGathersWithoutBeingAsked() throws IOException {
    assertThat(open().state()).isEqualTo(MissionState.UNTOUCHED);
    assertThat(open().state().running()).isTrue();
  }

  @Test
  void whatWasSwitchedHoldsOverRestart() throws IOException {
    open().stop("anna");
    assertThat(open().state()).isEqualTo(new MissionState(false, "", NOON, "anna"));
    open().start("Ligne n° 7, côté sud", "béa");
    assertThat(open().state())
        .isEqualTo(new MissionState(true, "Ligne n° 7, côté sud", NOON, "béa"));
  }

  @Test
  void stopKeepsTheLabelThatRan() throws IOException {
    MissionControl mission = open();
    mission.start("run 3", "anna");
    assertThat(mission.stop("anna").label()).isEqualTo("run 3");
  }

  @Test
  void labelAloneStartsNothingAndHoldsAlsoUnderTheBoardsSwitch() throws IOException {
    MissionControl mission = open();
    mission.stop("anna");
    mission.label("line-7", "message broker");
    assertThat(open().state()).isEqualTo(new MissionState(false, "line-7", NOON, "message broker"));
    mission.label("line-7", "anna");
    assertThat(mission.state().by()).isEqualTo("message broker");
    mission.leaveToSwitch();
    assertThat(mission.label("line-8", "anna").label()).isEqualTo("line-8");
  }

  @Test
  void boardSwitchLetsNobodyElseSwitch() throws IOException {
    MissionControl mission = open();
    mission.leaveToSwitch();
    assertThat(mission.canSwitch()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> mission.start("x", "anna"));
    assertThatIllegalStateException().isThrownBy(() -> mission.stop("anna"));
    assertThat(mission.switched(false).running()).isFalse();
    assertThat(mission.switched(false).since()).isEqualTo(NOON);
    assertThat(mission.switched(true).by()).isEqualTo("board switch");
  }

  @Test
  void labelThatFitsNoLineIsRefusedAndChangesNothing() throws IOException {
    MissionControl mission = open();
    assertThatIllegalArgumentException().isThrownBy(() -> mission.start("a\nb", "anna"));
    assertThatIllegalArgumentException().isThrownBy(() -> mission.start("x".repeat(65), "anna"));
    assertThat(mission.state()).isEqualTo(MissionState.UNTOUCHED);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void changeThatCannotBeWrittenIsRefusedToAPersonAndTakenFromTheSwitch() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("disk"), "a file where a folder should be");
    MissionControl mission = MissionControl.open("survey", notAFolder, InstantSource.fixed(NOON));
    assertThatIOException().isThrownBy(() -> mission.stop("anna"));
    assertThatIOException().isThrownBy(() -> mission.label("line-7", "anna"));
    assertThat(mission.state()).isEqualTo(MissionState.UNTOUCHED);
    assertThat(mission.switched(false))
        .isEqualTo(new MissionState(false, "", NOON, "board switch"));
    assertThat(mission.state().running()).isFalse();
  }

  @Test
  void unreadableStateGathersRatherThanLosesPoints() throws IOException {
    Files.writeString(folder.resolve("mission.properties"), "running=false\nsince=\\u12");
    assertThat(open().state().running()).isTrue();
  }
}
