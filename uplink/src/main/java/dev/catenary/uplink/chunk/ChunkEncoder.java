package dev.catenary.uplink.chunk;

import dev.catenary.proto.zone.Zone;
import java.nio.ByteBuffer;

/** Turns a zone into the bytes of its LAZ file. Used by one thread. */
@FunctionalInterface
public interface ChunkEncoder {
  /**
   * Encodes the whole zone.
   *
   * @return the file's bytes between position and limit; the buffer is the encoder's own and holds
   *     them only until the next call
   */
  ByteBuffer encode(Zone zone);
}
