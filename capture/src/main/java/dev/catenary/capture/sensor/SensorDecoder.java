package dev.catenary.capture.sensor;

import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the packets of one sensor into points in the sensor's frame. One instance for each sensor,
 * used by one thread; it keeps what must be carried from packet to packet and allocates nothing
 * after construction.
 */
public interface SensorDecoder {
  /** The most points one packet can give: the least capacity a batch must have free. */
  int pointsPerPacketMax();

  /**
   * Decodes one packet and appends its points to the batch: sensor coordinates, intensity, ring,
   * returns and sensor time. The batch's header (sequence, host time, tie) is the caller's.
   *
   * <p>Any bytes are allowed; what is not a good packet gives a status and adds no point.
   *
   * @param packet holds the payload at {@code [offset, offset + length)}; its position is ignored
   */
  DecodeStatus decode(ByteBuffer packet, int offset, int length, PointBatch batch);

  /**
   * True when the model is not known yet and this packet does not tell it: it is kept, and decoded
   * once a later one has told. It remembers what the packet shows.
   *
   * @param packet holds the payload at {@code [offset, offset + length)}
   */
  default boolean isUndecided(ByteBuffer packet, int offset, int length) {
    return false;
  }

  /**
   * Description of the sensor for people, as far as packets or configuration give it: {@code
   * "Velodyne VLP-16, dual return"}.
   */
  String describe();

  /** Maker, model and, where packets or configuration give it, serial number. */
  default String hardware() {
    String described = describe();
    int comma = described.indexOf(',');
    return comma < 0 ? described : described.substring(0, comma);
  }

  /** The largest intensity a point can have: 255 where the sensor says it in 8 bits. */
  default int intensityMax() {
    return 255;
  }

  /** Framer that cuts a serial sensor's bytes into packets; null where each datagram is one. */
  default @Nullable PacketFramer framer() {
    return null;
  }

  /**
   * Time and position of the last packet whose status was {@link DecodeStatus#ANCILLARY}; null
   * where the sensor has no such packets.
   */
  default @Nullable TimePacket timePacket() {
    return null;
  }

  /** Packets that the sensor's own sequence shows to be missing so far; 0 where it has none. */
  default long packetsMissing() {
    return 0;
  }

  /** Columns the sensor marked as not valid so far; 0 where it has none. */
  default long columnsInvalid() {
    return 0;
  }

  /** Packets so far whose mark names no known model, decoded as the configured one. */
  default long packetsOfUnknownProduct() {
    return 0;
  }
}
