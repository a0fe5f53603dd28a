package dev.catenary.capture.velodyne;

import org.jspecify.annotations.Nullable;

/**
 * Tells which model a packet is of: by its product id, but for the early VLP-16 units that call
 * themselves HDL-32E. Those are known by their pace: a VLP-16 sends a packet of single returns each
 * 1,327 microseconds and an HDL-32E each 553, and at any common speed the VLP-16's head turns more
 * from block to block. A configured model is taken at its word about such units; a packet that
 * names a third model is refused.
 */
final class ModelFinder {
  /** Between 0.332 degrees, an HDL-32E block at 20 Hz, and 0.398, a VLP-16 block at 10 Hz. */
  private static final int EARLY_VLP_16_BLOCK_CENTIDEGREES = 35;

  /** Between a packet time of the HDL-32E and one of the VLP-16, single returns. */
  private static final long EARLY_VLP_16_PACKET_MICROS = 900;

  private static final long NEXT_PACKET_MICROS = 1_400;

  private final @Nullable VelodyneModel configured;
  private @Nullable VelodyneModel first;
  private long previousMicros = -1;

  ModelFinder(@Nullable VelodyneModel configured) {
    this.configured = configured;
  }

  /** The packet's model, or null when it is not the one that is configured or came before. */
  @Nullable VelodyneModel modelOf(VelodyneDataPacket packet) {
    VelodyneModel named = VelodyneModel.ofProductId(packet.productId());
    if (named == null) {
      return null;
    }
    if (configured != null) {
      return agrees(named, configured) ? configured : null;
    }
    if (named == VelodyneModel.HDL_32E) {
      named = hdl32eOrEarlyVlp16(packet);
    }
    if (first == null || (isEarlyPair(first) && isEarlyPair(named))) {
      first = named;
    }
    return named == first ? named : null;
  }

  private static boolean agrees(VelodyneModel named, VelodyneModel expected) {
    return named == expected
        || (expected == VelodyneModel.VLP_16 && named == VelodyneModel.HDL_32E);
  }

  private static boolean isEarlyPair(VelodyneModel model) {
    return model == VelodyneModel.HDL_32E || model == VelodyneModel.VLP_16;
  }

  private VelodyneModel hdl32eOrEarlyVlp16(VelodyneDataPacket packet) {
    long micros = packet.timestampMicros();
    long passed = micros - previousMicros;
    boolean followed = previousMicros >= 0 && passed > 0 && passed <= NEXT_PACKET_MICROS;
    previousMicros = micros;
    if (followed) {
      return passed > EARLY_VLP_16_PACKET_MICROS ? VelodyneModel.VLP_16 : VelodyneModel.HDL_32E;
    }
    if (first != null) {
      return first;
    }
    int step = packet.azimuthCentidegrees(1) - packet.azimuthCentidegrees(0);
    if (step < 0) {
      step += VelodyneDataPacket.AZIMUTHS;
    }
    return step >= EARLY_VLP_16_BLOCK_CENTIDEGREES ? VelodyneModel.VLP_16 : VelodyneModel.HDL_32E;
  }
}
