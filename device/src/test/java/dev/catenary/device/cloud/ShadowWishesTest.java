package dev.catenary.device.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.proto.message.CommandAnswer.Outcome;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowWishesTest {
  private static final UploadPolicy DEPOT =
      new UploadPolicy("depot", Rank.OTHER, true, 0, 0, List.of(), 1, UploadPolicy.PART_BYTES);
  private static final LinkPolicies CONFIGURED =
      new LinkPolicies(UploadPolicy.ALL, List.of(DEPOT), ZoneOffset.UTC);
  private static final String RADIO =
      "{\"policy\":\"radio\",\"policies\":[{\"name\":\"radio\",\"last-rank\":1,"
          + "\"quiet-hours\":\"22:00-06:00\"}]}";

  @TempDir Path folder;
  private final UploadGate gate = gate();

  private static UploadGate gate() {
    return new UploadGate(
        UploadPolicy.ALL,
        InstantSource.system(),
        System::nanoTime,
        ZoneOffset.UTC,
        Optional.empty());
  }

  private ShadowWishes wishes(UploadGate on) {
    return new ShadowWishes(on, CONFIGURED, new KeptWish(folder.resolve("iot/wish.json")));
  }

  @Test
  void goodWishHoldsAtOnceAndOverARestart() {
    assertThat(wishes(gate).upload(RADIO).taken()).isTrue();
    assertThat(gate.policy().name()).isEqualTo("radio");
    assertThat(gate.policy().lastRank()).isEqualTo(Rank.CONDUCTOR);
    UploadGate after = gate();
    wishes(after).resume();
    assertThat(after.policy()).isEqualTo(gate.policy());
  }

  @Test
  void badWishIsRefusedByTheConfigurationsOwnReaderAndChangesNothing() {
    wishes(gate).upload(RADIO);
    for (String bad :
        new String[] {
          "{\"policy\":\"radio\",\"policies\":[{\"name\":\"radio\",\"last-rank\":9}]}",
          "{\"policy\":\"nobody\"}",
          "{\"polcy\":\"all\"}",
          "{\"policy\":\"all\",\"time-zone\":\"UTC\"}",
          "[7]",
          "{\"policy\":"
        }) {
      var verdict = wishes(gate).upload(bad);
      assertThat(verdict.taken()).as(bad).isFalse();
      assertThat(verdict.reason()).as(bad).contains("expected");
      assertThat(gate.policy().name()).isEqualTo("radio");
    }
  }

  @Test
  void policyChosenByACommandStaysUntilTheWishChanges() {
    wishes(gate).upload(RADIO);
    DeviceCommands commands = new DeviceCommands(gate, CONFIGURED);
    assertThat(commands.setUploadPolicy("depot").outcome()).isEqualTo(Outcome.DONE);
    assertThat(wishes(gate).upload(RADIO).active()).isEqualTo("depot");
    assertThat(wishes(gate).upload("").active()).isEqualTo("all");
  }

  @Test
  void whatNobodyHereDoesIsRefused() {
    DeviceCommands commands = new DeviceCommands(gate, CONFIGURED);
    assertThat(commands.setUploadPolicy("nobody").outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(commands.setMission("m8").outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(commands.sendRecording("c1", HostTimeSpan.getDefaultInstance()).outcome())
        .isEqualTo(Outcome.REFUSED);
  }
}
