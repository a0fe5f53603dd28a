package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.catenary.grants.desk.GrantDesk;
import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.Answer;
import dev.catenary.grants.request.Caller;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.ObjectKey;
import dev.catenary.grants.request.RefusedException;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.message.ZoneEvent;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose a capture is, by the vehicles' table of docs/grants.md. */
class GrantDeskTest {
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant BOOTED = Instant.parse("1970-01-01T00:00:41.000000007Z");
  private static final Instant CAPTURED = Instant.parse("2026-03-01T08:00:00.000000007Z");

  private final GrantDesk desk = TestDesk.open();

  @Test
  void chunkOfAVehicleThatBootedIn1970GoesToTheOwnerOfItsCorrectedTime() {
    Chunk chunk = Chunk.of("drone-1", "booted", BOOTED.toString());
    // As a vehicle dates it again: in the manifest and in its event.
    ChunkManifest.Builder manifest = chunk.manifestBuilder().setHostClockCorrection(correction());
    manifest.getEventBuilder().setHostClockCorrection(correction());
    ByteString facts = manifest.build().toByteString();
    assertThat(bucket(ask(chunk, CAPTURED, facts))).isEqualTo("west");
    assertThat(refusal(ask(chunk, BOOTED, facts)))
        .contains("'" + BOOTED + "'", "'" + CAPTURED + "'");
  }

  @Test
  void eventOfAVehicleThatBootedIn1970GoesToTheOwnerOfItsCorrectedTime() {
    ByteString event =
        ZoneEvent.newBuilder()
            .setEventId("told")
            .setVehicle("drone-1")
            .setMission("m7")
            .setFirstHostNanos(nanos(BOOTED))
            .setHostClockCorrection(correction())
            .build()
            .toByteString();
    assertThat(bucket(askForEvent(CAPTURED, event))).isEqualTo("west");
    assertThat(refusal(askForEvent(BOOTED, event)))
        .contains("'" + BOOTED + "'", "'" + CAPTURED + "'");
  }

  @Test
  void chunkOfARightClockGoesByItsFirstDatagram() {
    Chunk chunk = Chunk.of("drone-1", "right", "2024-05-31T23:59:59.999999999Z");
    ByteString facts = ByteString.copyFrom(chunk.manifest());
    assertThat(bucket(ask(chunk, chunk.capturedAt(), facts))).isEqualTo("east");
  }

  private static HostClockCorrection correction() {
    return HostClockCorrection.newBuilder()
        .setFirstAheadNanos(nanos(CAPTURED) - nanos(BOOTED))
        .setLastAheadNanos(nanos(CAPTURED) - nanos(BOOTED))
        .setFirstHostNanos(nanos(CAPTURED))
        .setLastHostNanos(nanos(CAPTURED) + 5)
        .setSource("GNSS")
        .build();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  private Answer ask(Chunk chunk, Instant capturedAt, ByteString facts) {
    return ask(chunk.key(), capturedAt, chunk.bytes(), facts);
  }

  private Answer askForEvent(Instant capturedAt, ByteString event) {
    return ask("drone-1/m7/events/told.event", capturedAt, event.toByteArray(), event);
  }

  private Answer ask(String key, Instant capturedAt, byte[] body, ByteString facts) {
    try {
      return desk.decide(
          new Caller.Vehicle("drone-1", "0".repeat(64)),
          new GrantRequest(
              UUID.randomUUID().toString(),
              NOW,
              Action.PUT,
              ObjectKey.parse(key),
              capturedAt,
              /* upload= */ null,
              /* part= */ 0,
              /* marker= */ 0,
              body.length,
              Map.of(
                  "x-amz-checksum-sha256",
                  Base64.getEncoder().encodeToString(Chunk.sha256(body)),
                  "x-amz-meta-catenary-sha256",
                  HexFormat.of().formatHex(Chunk.sha256(body))),
              /* replaces= */ null,
              facts),
          NOW,
          InetAddress.getLoopbackAddress());
    } catch (RefusedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String bucket(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Grant.class);
    return ((Answer.Grant) answer).bucket();
  }

  private static String refusal(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Refusal.class);
    Answer.Refusal refusal = (Answer.Refusal) answer;
    return refusal.reason().word() + ": " + refusal.text();
  }
}
