package dev.catenary.device.health;

import static dev.catenary.device.health.ChainLink.CLOUD;
import static dev.catenary.device.health.ChainLink.DISK;
import static dev.catenary.device.health.ChainLink.NETWORK;
import static dev.catenary.device.health.ChainLink.POSITION;
import static dev.catenary.device.health.ChainLink.POWER;
import static dev.catenary.device.health.ChainLink.SENSOR;
import static dev.catenary.device.health.ChainLink.TIME;
import static dev.catenary.device.health.ChainLink.ZONES;
import static dev.catenary.device.health.Condition.DEGRADED;
import static dev.catenary.device.health.Condition.FAILED;
import static dev.catenary.device.health.Condition.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Stranger;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.uplink.pressure.DiskState;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at a time is put into a machine that is well: its link says so, and no other. */
final class HealthTest {
  private final Readings machine = new Readings();
  private final HealthWatch watch = new HealthWatch(0);

  @Test
  void aMachineThatIsWellSaysSoOfEveryLink() {
    Health health = run(40, Readings::second);
    assertThat(health.links()).hasSize(ChainLink.values().length);
    assertThat(health.links()).allMatch(link -> link.condition() == OK && link.cure().isEmpty());
    assertThat(health.line()).isEqualTo("all 9 links of the chain are well");
    assertThat(why(health, SENSOR)).contains("roof 754 packets/s");
  }

  @Test
  void aSensorThatFallsSilentHasFailedWithinTenSecondsAndItsPortIsTold() {
    run(40, Readings::second);
    Health health = run(11, Readings::silentSecond);
    assertOnly(health, SENSOR, FAILED, ChainLink.POSITION);
    assertThat(link(health, SENSOR).why()).isEqualTo("no packet from roof now");
    assertThat(link(health, SENSOR).cure()).contains("2368");
  }

  @Test
  void aReceiversLinkThatIsNotConnectedIsToldWithItsCure() {
    machine.linkProblem(
        "TCP link position-3001: found, for 10.0.0.2:5018, Connection refused; expected a"
            + " connection with bytes.");
    Health health = run(40, Readings::second);
    assertThat(link(health, POSITION).condition()).isEqualTo(DEGRADED);
    assertThat(why(health, POSITION)).contains("10.0.0.2:5018, Connection refused");
    assertThat(link(health, POSITION).cure()).contains("position.links");
  }

  @Test
  void whileLiveDatagramsWaitTheSensorIsNotCalledSilent() {
    run(40, Readings::second);
    machine.waiting(9_048);
    Health health = run(11, Readings::silentSecond);
    assertThat(link(health, SENSOR).condition()).isEqualTo(DEGRADED);
    assertThat(why(health, SENSOR)).contains("9,048 live datagrams are kept and wait");
    machine.waiting(0);
    assertThat(run(11, Readings::second).worst()).as("when it is read").isEqualTo(OK);
  }

  @Test
  void aSensorThatHasNotSpokenYetIsDegradedWhileItMayStillTurnUp() {
    Health early = run(20, Readings::silentSecond);
    assertThat(link(early, SENSOR).condition()).isEqualTo(DEGRADED);
    Health late = run(11, Readings::silentSecond);
    assertThat(link(late, SENSOR).condition()).isEqualTo(FAILED);
    assertThat(link(late, SENSOR).why()).contains("since the start");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DATAGRAMS_DROPPED_BY_KERNEL",
        "DATAGRAMS_DROPPED_QUEUE_FULL",
        "PACKETS_MISSING",
        "PACKETS_WRONG_MODEL",
        "PACKETS_BAD_LENGTH"
      })
  void packetsLostDegradeTheSensorForTenSecondsAndNameTheCause(DeviceCounter loss) {
    run(40, Readings::second);
    Health health = look(machine.second().count(loss, 17));
    assertOnly(health, SENSOR, DEGRADED);
    assertThat(why(health, SENSOR)).startsWith("17 in ").contains(loss.sentence());
    assertThat(run(11, Readings::second).worst()).as("when it is over").isEqualTo(OK);
  }

  @Test
  void aFreeRunningSensorClockDegradesTimeAndFailsItWhenTheHostsClockIsFreeToo() {
    machine.time(TimeQuality.HOST);
    assertOnly(run(40, Readings::second), TIME, DEGRADED);
    machine.clockSynchronised(false);
    assertOnly(run(1, Readings::second), TIME, FAILED);
  }

  @Test
  void aClockStepDegradesTime() {
    run(40, Readings::second);
    assertOnly(look(machine.second().count(DeviceCounter.CLOCK_STEPS, 1)), TIME, DEGRADED);
  }

  @ParameterizedTest
  @EnumSource(names = {"SINGLE", "DEAD_RECKONING"})
  void aFixWithoutCorrectionsDegradesPosition(PoseQuality quality) {
    machine.pose(quality);
    assertOnly(run(40, Readings::second), POSITION, DEGRADED);
  }

  @Test
  void aReceiverThatSpeaksWithoutAFixFailsPositionAndIsToldFromOneThatIsSilent() {
    machine.pose(PoseQuality.NONE);
    Health speaks =
        run(
            40,
            it -> {
              it.second();
              it.count(DeviceCounter.POSES_RECEIVED, -100);
              it.hears("GNS", 5).hears("VTG", 5);
            });
    assertThat(why(speaks, POSITION)).startsWith("hears GNS 5/s, VTG 5/s; needs INSPVAX");
    Health silent =
        run(
            11,
            it -> {
              it.second();
              it.count(DeviceCounter.POSES_RECEIVED, -100);
              it.count(DeviceCounter.INS_MESSAGES, -100);
            });
    assertOnly(silent, POSITION, FAILED);
    assertThat(why(silent, POSITION)).isEqualTo("the receiver is silent");
  }

  @Test
  void packetsOfAnotherSenderAreToldWhereTheSensorIsSilent() {
    run(40, Readings::second);
    long[] packets = new long[1];
    Health health =
        run(
            11,
            it -> {
              it.silentSecond();
              packets[0] += 754;
              it.strangers(new Stranger("192.168.1.77", 2_368, true, packets[0], 1_206));
            });
    assertThat(why(health, SENSOR))
        .contains("no packet from roof")
        .contains("754 datagrams/s to port 2368")
        .contains("from 192.168.1.77")
        .contains("cure: link.source: 192.168.1.77");
  }

  @Test
  void zonesThatRecordingCannotTakeDegradeZones() {
    run(40, Readings::second);
    Health health = look(machine.second().count(DeviceCounter.ZONES_DROPPED_QUEUE_FULL, 2));
    assertOnly(health, ZONES, DEGRADED);
  }

  @Test
  void aStageThatStandsFailsItsLink() {
    run(100, Readings::second);
    assertOnly(look(machine.second().standing("record-1", 61, 60)), ZONES, FAILED);
    assertThat(why(watch.health(), ZONES)).contains("record-1").contains("61 s");
  }

  @Test
  void aDiskIsDegradedBeforeItIsFullAndFailedAtItsReserve() {
    machine.disk(DiskState.Level.WELL, Duration.ofMinutes(59), "full in 59 min at this rate");
    assertOnly(run(40, Readings::second), DISK, DEGRADED);
    assertThat(why(watch.health(), DISK)).isEqualTo("full in 59 min at this rate");
    machine.disk(DiskState.Level.WELL, Duration.ofMinutes(61), "full in 61 min at this rate");
    assertThat(link(run(1, Readings::second), DISK).condition()).isEqualTo(OK);
    machine.free(512L << 20);
    assertOnly(run(1, Readings::second), DISK, FAILED);
    assertThat(link(watch.health(), DISK).cure()).contains("Never delete the spool");
  }

  @Test
  void aDiskThatTakesNoNewFileIsFailedThoughItHasRoom() {
    machine.disk(DiskState.Level.FULL, null, "takes no new file; look with df -i");
    assertOnly(run(40, Readings::second), DISK, FAILED);
    assertThat(why(watch.health(), DISK)).contains("df -i");
    machine.disk(DiskState.Level.GIVING_UP, null, "whole zones are thinned for room");
    assertOnly(run(1, Readings::second), DISK, DEGRADED);
  }

  @Test
  void aJournalThatCannotBeWrittenFailsTheDisk() {
    run(40, Readings::second);
    Health health = look(machine.second().count(DeviceCounter.JOURNAL_WRITE_FAILURES, 1));
    assertOnly(health, DISK, FAILED);
  }

  @Test
  void anUploadThatIsTriedAgainDegradesTheCloudAndOneThatNeedsAPersonFailsIt() {
    machine.uploadFails("timed out", false);
    assertOnly(run(40, Readings::second), CLOUD, DEGRADED);
    machine.uploadFails("403 access denied", true);
    assertOnly(run(1, Readings::second), CLOUD, FAILED);
    assertThat(why(watch.health(), CLOUD)).contains("403 access denied").contains("3 chunks");
  }

  @Test
  void noNetworkAndUndervoltageAreSeen() {
    machine.networks();
    assertOnly(run(40, Readings::second), NETWORK, DEGRADED);
    machine.networks("eth0").alarm("rpi_volt reports undervoltage (in0_lcrit_alarm)");
    assertOnly(run(1, Readings::second), POWER, DEGRADED);
  }

  @Test
  void sinceIsKeptWhileTheConditionLastsAndTheLineNamesTheWorstFirst() {
    run(40, Readings::second);
    machine.time(TimeQuality.HOST).uploadFails("403 access denied", true);
    run(5, Readings::second);
    assertThat(link(watch.health(), TIME).since()).isEqualTo(Readings.START.plusSeconds(41));
    assertThat(watch.health().line()).startsWith("FAILED cloud: 403").contains("DEGRADED time");
  }

  @Test
  void readyAtTheFirstPacketsOrAfterFiveSecondsWithoutThem() {
    look(machine.silentSecond());
    assertThat(watch.isReady(Readings.SECOND)).as("silent for a second").isFalse();
    assertThat(watch.isReady(6 * Readings.SECOND)).as("silent for six").isTrue();
    look(machine.second());
    assertThat(watch.isReady(2 * Readings.SECOND)).as("packets").isTrue();
  }

  @Test
  void brokerThatIsAwayForLongIsDegradedAndOneThatRefusesUsFailed() {
    assertThat(cloud(new BrokerReading(true, 0, null, false, null, 0))).isEqualTo(OK);
    assertThat(cloud(new BrokerReading(false, 5, "timeout", false, null, 2))).isEqualTo(OK);
    assertThat(cloud(new BrokerReading(false, 40, "timeout", false, null, 2)))
        .isEqualTo(Condition.DEGRADED);
    assertThat(cloud(new BrokerReading(false, 1, "NOT_AUTHORIZED", true, null, 2)))
        .isEqualTo(Condition.FAILED);
    assertThat(cloud(new BrokerReading(true, 0, null, false, "refused events", 2)))
        .isEqualTo(Condition.FAILED);
  }

  private static Condition cloud(BrokerReading broker) {
    HealthWatch alone = new HealthWatch(0);
    return link(alone.look(new Readings().second().broker(broker).reading()), ChainLink.CLOUD)
        .condition();
  }

  private Health run(int seconds, Consumer<Readings> second) {
    for (int i = 0; i < seconds; i++) {
      second.accept(machine);
      look(machine);
    }
    return watch.health();
  }

  private Health look(Readings readings) {
    return watch.look(readings.reading());
  }

  private static LinkHealth link(Health health, ChainLink link) {
    return health.links().get(link.ordinal());
  }

  private static String why(Health health, ChainLink link) {
    return link(health, link).why();
  }

  private static void assertOnly(
      Health health, ChainLink link, Condition condition, ChainLink... butFor) {
    assertThat(health.links())
        .filteredOn(each -> !java.util.List.of(butFor).contains(each.link()))
        .allSatisfy(
            each ->
                assertThat(each.condition())
                    .as(each.toString())
                    .isEqualTo(each.link() == link ? condition : OK));
    assertThat(link(health, link).cure()).isNotEmpty();
  }
}
