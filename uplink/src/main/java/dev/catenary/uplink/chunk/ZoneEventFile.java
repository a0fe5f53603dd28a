package dev.catenary.uplink.chunk;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.ZoneEvent;

/** The bytes of an {@code .event} file: a {@link ZoneEvent} that ends with its own check. */
public final class ZoneEventFile {
  /** Meaning of the message; {@code format_version} in it. */
  public static final int FORMAT_VERSION = 1;

  private ZoneEventFile() {}

  /** Result of reading an event. */
  public sealed interface Reading {}

  /** The bytes are what was written. */
  public record Whole(ZoneEvent event) implements Reading {}

  /** The bytes are not what was written. */
  public record Damaged(String reason) implements Reading {}

  /** The file's bytes: the message, its own CRC32C as the last field. */
  public static byte[] write(ZoneEvent event) {
    return CheckedMessage.seal(event.toBuilder().clearEventCrc32C().build().toByteArray());
  }

  /** Any bytes are allowed. */
  public static Reading read(byte[] file) {
    String damage = CheckedMessage.damage("event", file);
    if (damage != null) {
      return new Damaged(damage);
    }
    try {
      ZoneEvent event = ZoneEvent.parseFrom(file);
      if (event.getFormatVersion() != FORMAT_VERSION) {
        return new Damaged(
            "found event version " + event.getFormatVersion() + ", expected " + FORMAT_VERSION);
      }
      ChunkId.checked("event id", event.getEventId());
      ChunkId.checked("vehicle", event.getVehicle());
      ChunkId.checked("mission", event.getMission());
      return new Whole(event);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return new Damaged("the event cannot be understood: " + e.getMessage());
    }
  }
}
