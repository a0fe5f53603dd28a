package dev.catenary.capture.velodyne;

import org.jspecify.annotations.Nullable;

/**
 * Tells which model a packet is of: by its product id, but for the early VLP-16 units that call
 * themselves HDL-32E. Those are known by their pace. From one packet to the next, azimuths and
 * timestamps tell the speed of the head; at that speed the step from block to block tells the
 * block's time, which is 110.6 microseconds of a VLP-16 and 46.1 of an HDL-32E. Packets lost in
 * between do not matter. Of the very first packet, which has none before it, only steps are taken
 * that one of the two models cannot make between 5 and 20 turns a second.
 *
 * <p>A configured model is taken at its word about such units. A packet that names another model
 * than the one configured, or than the first packet, is refused.
 */
final class ModelFinder {
  /** Beyond 0.332 degrees, an HDL-32E block at 20 Hz. */
  private static final float VLP_16_STEP_CENTIDEGREES_MIN = 34;

  /** Short of 0.199 degrees, a VLP-16 block at 5 Hz. */
  private static final float HDL_32E_STEP_CENTIDEGREES_MAX = 19;

  /** Short of 0.083 degrees, an HDL-32E block at 5 Hz. */
  private static final float HDL_32E_STEP_CENTIDEGREES_MIN = 7;

  /** Between 46.1 and 110.6. */
  private static final float VLP_16_BLOCK_MICROS_MIN = 71;

  /** In which no head turns half a circle. */
  private static final long FOLLOWING_MICROS_MAX = 15_000;

  private final @Nullable VelodyneModel configured;
  private final BlockSteps steps = new BlockSteps();
  private int productId = -1;
  private @Nullable VelodyneModel early;
  private boolean earlyIsSure;
  private long previousMicros = -1;
  private int previousAzimuth;

  ModelFinder(@Nullable VelodyneModel configured) {
    this.configured = configured;
  }

  /**
   * The packet's model, or null when it is not the one that is configured or came before, or when
   * this first packet alone does not tell.
   *
   * @param named the model of the packet's product id
   */
  @Nullable VelodyneModel modelOf(VelodyneDataPacket packet, VelodyneModel named) {
    if (configured != null) {
      return agrees(named, configured) ? configured : null;
    }
    if (productId < 0) {
      productId = packet.productId();
    }
    if (packet.productId() != productId) {
      return null;
    }
    if (named != VelodyneModel.HDL_32E) {
      return named;
    }
    if (!earlyIsSure) {
      early = hdl32eOrEarlyVlp16(packet);
    }
    return early;
  }

  private static boolean agrees(VelodyneModel named, VelodyneModel expected) {
    return named == expected
        || (expected == VelodyneModel.VLP_16 && named == VelodyneModel.HDL_32E);
  }

  private @Nullable VelodyneModel hdl32eOrEarlyVlp16(VelodyneDataPacket packet) {
    boolean dual = packet.returnMode() == VelodyneDataPacket.RETURN_DUAL;
    steps.of(packet, VelodyneDataPacket.BLOCKS, dual ? 2 : 1);
    float step = steps.meanButLargest();
    long micros = packet.timestampMicros();
    int azimuth = packet.azimuthCentidegrees(0);
    long passed = micros - previousMicros;
    int turned = BlockSteps.forward(previousAzimuth, azimuth);
    boolean follows =
        previousMicros >= 0 && passed > 0 && passed <= FOLLOWING_MICROS_MAX && turned > 0;
    previousMicros = micros;
    previousAzimuth = azimuth;
    if (follows && step >= HDL_32E_STEP_CENTIDEGREES_MIN) {
      earlyIsSure = true;
      float blockMicros = step * passed / turned;
      return blockMicros > VLP_16_BLOCK_MICROS_MIN ? VelodyneModel.VLP_16 : VelodyneModel.HDL_32E;
    }
    if (step >= VLP_16_STEP_CENTIDEGREES_MIN) {
      return VelodyneModel.VLP_16;
    }
    boolean hdl32e = step >= HDL_32E_STEP_CENTIDEGREES_MIN && step <= HDL_32E_STEP_CENTIDEGREES_MAX;
    return hdl32e ? VelodyneModel.HDL_32E : early;
  }
}
