package dev.catenary.fleet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.fleet.bridge.Arrival.Reason;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.message.ZoneSeen;
import dev.catenary.proto.message.ZonesSeen;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  /** The vehicle worked for east until June, and for west since. */
  private final Gate gate =
      new Gate(
          (vehicle, captured) ->
              vehicle.equals("drone-1")
                  ? Optional.of(captured.isBefore(JUNE) ? "east" : "west")
                  : Optional.empty());

  @Test
  void anEventGetsItsOwnerByCaptureTime() {
    assertThat(owner(Events.event("drone-1", 1, Instant.parse("2026-05-31T23:59:59Z"))))
        .isEqualTo("east");
    assertThat(owner(Events.event("drone-1", 1, JUNE))).isEqualTo("west");
  }

  @Test
  void aCorrectedClockDecidesTheOwner() {
    ZoneEvent wrongClock =
        Events.event("drone-1", 1, Instant.parse("2026-05-01T00:00:00Z")).toBuilder()
            .setHostClockCorrection(
                HostClockCorrection.newBuilder()
                    .setLastHostNanos(JUNE.getEpochSecond() * 1_000_000_000L))
            .build();
    assertThat(owner(wrongClock)).isEqualTo("west");
  }

  private String owner(ZoneEvent event) {
    Arrival arrival = gate.judge("catenary/drone-1/events", Events.sealed(event));
    assertThat(arrival).isInstanceOf(Arrival.Taken.class);
    assertThat(arrival.topic()).isEqualTo(LogTopic.ZONE_EVENTS);
    assertThat(arrival.key()).isEqualTo("drone-1");
    return String.valueOf(arrival.headers().get("owner"));
  }

  @Test
  void anotherVehiclesPayloadIsForeignOnEachTopic() {
    refused("events", Events.sealed(Events.event("drone-1", 1, JUNE)), "drone-2", Reason.FOREIGN);
    refused(
        "receipts",
        ChunkReceipt.newBuilder().setFormatVersion(1).setVehicle("drone-1").build().toByteArray(),
        "drone-2",
        Reason.FOREIGN);
    refused(
        "reports",
        DeviceReport.newBuilder().setFormatVersion(1).setVehicle("drone-1").build().toByteArray(),
        "drone-2",
        Reason.FOREIGN);
    refused("seen", seen("drone-1", JUNE), "drone-2", Reason.FOREIGN);
  }

  @Test
  void aVehicleOfNobodyIsRefused() {
    refused("events", Events.sealed(Events.event("drone-9", 1, JUNE)), "drone-9", Reason.NO_OWNER);
  }

  @Test
  void zonesOfTwoOwnersInOneBatchAreRefused() {
    byte[] batch = seen("drone-1", JUNE.minusSeconds(10), JUNE.plusSeconds(10));
    refused("seen", batch, "drone-1", Reason.NO_OWNER);
    assertThat(gate.judge("catenary/drone-1/seen", seen("drone-1", JUNE)).headers())
        .containsEntry("owner", "west");
  }

  private static byte[] seen(String vehicle, Instant... times) {
    ZonesSeen.Builder batch =
        ZonesSeen.newBuilder().setFormatVersion(1).setVehicle(vehicle).setMission("m");
    for (Instant time : times) {
      batch.addZones(
          ZoneSeen.newBuilder()
              .setEventId("e" + time.getEpochSecond())
              .setLastHostNanos(time.getEpochSecond() * 1_000_000_000L));
    }
    return batch.build().toByteArray();
  }

  @Test
  void whatIsNoMessageIsUnreadable() {
    refused("events", new byte[] {1, 2, 3}, "drone-1", Reason.UNREADABLE);
    byte[] damaged = Events.sealed(Events.event("drone-1", 1, JUNE));
    // Inside the event id, so that it still is a message.
    int inside = new String(damaged, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("zone-");
    damaged[inside]++;
    refused("events", damaged, "drone-1", Reason.UNREADABLE);
    refused("events", new byte[Gate.MESSAGE_BYTES_MAX + 1], "drone-1", Reason.TOO_LARGE);
    refused(
        "events",
        Events.sealed(Events.event("drone-1", 1, JUNE).toBuilder().setFormatVersion(9).build()),
        "drone-1",
        Reason.VERSION);
    assertThat(gate.judge("catenary/a/b/events", new byte[0]))
        .isInstanceOfSatisfying(
            Arrival.Refused.class, one -> assertThat(one.reason()).isEqualTo(Reason.TOPIC));
  }

  @Test
  void anyBytesGiveADecision() {
    Random random = new Random(20);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      String kind = new String[] {"events", "seen", "receipts", "reports"}[i % 4];
      assertThat(gate.judge("catenary/drone-1/" + kind, bytes)).isNotNull();
    }
  }

  private void refused(String kind, byte[] payload, String thing, Reason reason) {
    Arrival arrival = gate.judge("catenary/" + thing + "/" + kind, payload);
    assertThat(arrival.topic()).isEqualTo(LogTopic.REFUSED);
    assertThat(arrival)
        .isInstanceOfSatisfying(
            Arrival.Refused.class, one -> assertThat(one.reason()).isEqualTo(reason));
  }
}
