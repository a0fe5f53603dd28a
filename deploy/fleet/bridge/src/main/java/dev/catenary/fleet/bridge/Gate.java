package dev.catenary.fleet.bridge;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.catenary.fleet.bridge.Arrival.Reason;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.message.ZonesSeen;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides on messages. The thing in a topic is what the broker has authenticated; a payload that
 * names another vehicle is foreign. Any bytes are allowed, and no message is thrown over.
 */
public final class Gate {
  /** AWS IoT Core's limit of a message, bytes (service quotas, "Publish requests"). */
  static final int MESSAGE_BYTES_MAX = 131_072;

  private static final Pattern TOPIC =
      Pattern.compile("catenary/([A-Za-z0-9:_-]{1,128})/(events|seen|receipts|reports)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");
  private static final int FORMAT_VERSION = 1;
  private static final long NANOS = 1_000_000_000L;

  private final Owners owners;

  public Gate(Owners owners) {
    this.owners = owners;
  }

  /** Utility that a vehicle worked for at a time; empty for none. */
  @FunctionalInterface
  public interface Owners {
    Optional<String> at(String vehicle, Instant captured);
  }

  /** Decides on one message. */
  public Arrival judge(String mqttTopic, byte[] payload) {
    Matcher topic = TOPIC.matcher(mqttTopic);
    if (!topic.matches()) {
      return refused("-", Reason.TOPIC, "found a topic that is none of a vehicle's", mqttTopic);
    }
    String thing = topic.group(1);
    if (payload.length > MESSAGE_BYTES_MAX) {
      return refused(
          thing,
          Reason.TOO_LARGE,
          "found " + payload.length + " bytes; expected at most " + MESSAGE_BYTES_MAX,
          mqttTopic);
    }
    try {
      return switch (topic.group(2)) {
        case "events" -> event(thing, mqttTopic, payload);
        case "seen" -> seen(thing, mqttTopic, payload);
        case "receipts" -> {
          ChunkReceipt receipt = parse(ChunkReceipt.parser(), payload);
          yield plain(
              LogTopic.RECEIPTS,
              thing,
              receipt.getVehicle(),
              receipt.getFormatVersion(),
              mqttTopic);
        }
        default -> {
          DeviceReport report = parse(DeviceReport.parser(), payload);
          yield plain(
              LogTopic.REPORTS, thing, report.getVehicle(), report.getFormatVersion(), mqttTopic);
        }
      };
    } catch (InvalidProtocolBufferException e) {
      return refused(
          thing,
          Reason.UNREADABLE,
          "found bytes that are no message: " + e.getMessage(),
          mqttTopic);
    }
  }

  private static <T extends MessageLite> T parse(Parser<T> parser, byte[] payload)
      throws InvalidProtocolBufferException {
    return parser.parseFrom(payload);
  }

  private Arrival event(String thing, String mqttTopic, byte[] payload)
      throws InvalidProtocolBufferException {
    ZoneEvent event = ZoneEvent.parseFrom(payload);
    Arrival plain =
        plain(LogTopic.ZONE_EVENTS, thing, event.getVehicle(), event.getFormatVersion(), mqttTopic);
    if (plain instanceof Arrival.Refused) {
      return plain;
    }
    if (!EventCheck.holds(payload, event.getEventCrc32C())) {
      return refused(
          thing, Reason.UNREADABLE, "found an event whose check does not hold", mqttTopic);
    }
    String fault = fault(event.getEventId(), event.getMission());
    if (!fault.isEmpty()) {
      return refused(thing, Reason.UNREADABLE, fault, mqttTopic);
    }
    long captured =
        event.hasHostClockCorrection()
            ? event.getHostClockCorrection().getLastHostNanos()
            : event.getLastHostNanos();
    return owned(LogTopic.ZONE_EVENTS, thing, captured, mqttTopic);
  }

  private Arrival seen(String thing, String mqttTopic, byte[] payload)
      throws InvalidProtocolBufferException {
    ZonesSeen seen = ZonesSeen.parseFrom(payload);
    Arrival plain =
        plain(LogTopic.ZONES_SEEN, thing, seen.getVehicle(), seen.getFormatVersion(), mqttTopic);
    if (plain instanceof Arrival.Refused) {
      return plain;
    }
    if (seen.getZonesCount() == 0) {
      return refused(thing, Reason.UNREADABLE, "found no zone; expected one or more", mqttTopic);
    }
    String owner = null;
    for (var zone : seen.getZonesList()) {
      String fault = fault(zone.getEventId(), seen.getMission());
      if (!fault.isEmpty()) {
        return refused(thing, Reason.UNREADABLE, fault, mqttTopic);
      }
      Arrival owned = owned(LogTopic.ZONES_SEEN, thing, zone.getLastHostNanos(), mqttTopic);
      if (owned instanceof Arrival.Refused) {
        return owned;
      }
      String one = owned.headers().getOrDefault("owner", "");
      if (owner != null && !owner.equals(one)) {
        return refused(
            thing,
            Reason.NO_OWNER,
            "found zones of " + owner + " and of " + one + " in one batch; expected one owner",
            mqttTopic);
      }
      owner = one;
    }
    return owned(LogTopic.ZONES_SEEN, thing, seen.getZones(0).getLastHostNanos(), mqttTopic);
  }

  private static String fault(String eventId, String mission) {
    if (!NAME.matcher(eventId).matches()) {
      return "found an event id that is no name";
    }
    return NAME.matcher(mission).matches() ? "" : "found a mission that is no name";
  }

  private Arrival owned(LogTopic topic, String vehicle, long capturedNanos, String mqttTopic) {
    if (capturedNanos <= 0) {
      return refused(vehicle, Reason.TIME, "found no capture time", mqttTopic);
    }
    Instant captured =
        Instant.ofEpochSecond(
            Math.floorDiv(capturedNanos, NANOS), Math.floorMod(capturedNanos, NANOS));
    Optional<String> owner = owners.at(vehicle, captured);
    if (owner.isEmpty()) {
      return refused(
          vehicle,
          Reason.NO_OWNER,
          "found no utility for "
              + vehicle
              + " at "
              + captured
              + "; expected one in the table of vehicles; cure: add the line, and send it again",
          mqttTopic);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("owner", owner.get());
    return new Arrival.Taken(topic, vehicle, headers);
  }

  private static Arrival plain(
      LogTopic topic, String thing, String vehicle, int version, String mqttTopic) {
    if (version != FORMAT_VERSION) {
      return refused(
          thing,
          Reason.VERSION,
          "found version " + Integer.toUnsignedString(version) + "; expected " + FORMAT_VERSION,
          mqttTopic);
    }
    if (!thing.equals(vehicle)) {
      return refused(
          thing,
          Reason.FOREIGN,
          "found vehicle '" + Printable.of(vehicle) + "' from " + thing + "; expected its own name",
          mqttTopic);
    }
    return new Arrival.Taken(topic, vehicle, Map.of());
  }

  private static Arrival refused(String key, Reason reason, String why, String mqttTopic) {
    return new Arrival.Refused(key, reason, why, Printable.of(mqttTopic));
  }
}
