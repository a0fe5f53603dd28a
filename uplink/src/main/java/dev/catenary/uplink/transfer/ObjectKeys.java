package dev.catenary.uplink.transfer;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.SealedChunk;

/**
 * The key of a chunk's object: {@code <vehicle>/<mission>/rank<r>/<chunk id>.laz}, of an overview
 * {@code <vehicle>/<mission>/overview/<chunk id>_overview.laz}, of a recording {@code
 * <vehicle>/<mission>/raw/<chunk id>.pcapng}, behind the store's own prefix. All of it is fixed
 * when the chunk is sealed, so that sending it again, from whatever process, makes no second
 * object.
 */
public final class ObjectKeys {
  private ObjectKeys() {}

  /** The key of the chunk's own bytes. */
  public static String of(SealedChunk chunk) {
    return key(chunk, chunk.id());
  }

  /** For when the key holds other bytes, that are not ours to replace; fixed as well. */
  public static String variant(SealedChunk chunk) {
    return key(chunk, ChunkId.variant(chunk.id(), chunk.checksums().sha256()));
  }

  /** The key of the manifest beside the object of this key. */
  public static String manifest(String key) {
    return key + ".manifest";
  }

  /** Later events of one zone's pass take the place of earlier ones. */
  public static String event(ZoneEvent event) {
    return event.getVehicle()
        + "/"
        + event.getMission()
        + "/events/"
        + event.getEventId()
        + ".event";
  }

  private static String key(SealedChunk chunk, String name) {
    return chunk.vehicle()
        + "/"
        + chunk.mission()
        + "/"
        + folder(chunk)
        + "/"
        + name
        + chunk.kind().ending();
  }

  private static String folder(SealedChunk chunk) {
    return switch (chunk.kind()) {
      case ZONE -> "rank" + chunk.rank().ordinal();
      case OVERVIEW -> "overview";
      case RECORDING -> "raw";
    };
  }
}
