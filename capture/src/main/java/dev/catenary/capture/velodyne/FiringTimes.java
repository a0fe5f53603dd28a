package dev.catenary.capture.velodyne;

/**
 * When each measurement of a packet was fired, from the packet's timestamp on.
 *
 * <p>Sources: as {@link VelodyneModel}. The VLS-128 fires its 128 lasers in sixteen groups of eight
 * with two channel times of recharging after each eighth group; its timestamp marks the start of
 * the fourth group, 7 microseconds after the first.
 */
final class FiringTimes {
  private static final int VLS_128_HEAD_NANOS = 7_000;
  private static final int VLS_128_BANKS = 4;
  private static final int VLS_128_CHANNELS_PER_SEQUENCE = 20;

  private final int[] nanos = new int[VelodyneDataPacket.BLOCKS * VelodyneDataPacket.MEASUREMENTS];
  private final float[] turnOfBlock = new float[nanos.length];
  private final int packetNanos;

  /**
   * @param dual true when blocks come in pairs of one firing
   */
  FiringTimes(VelodyneModel model, boolean dual) {
    int blocksPerFiring = dual ? 2 : 1;
    int firingsToLastBlock = (VelodyneDataPacket.BLOCKS - 1) / blocksPerFiring;
    double firstToLastBlockNanos =
        model == VelodyneModel.VLS_128
            ? (dual ? 1 : 3) * (double) model.sequenceNanos()
            : (double) firingsToLastBlock * blockNanos(model);
    for (int block = 0; block < VelodyneDataPacket.BLOCKS; block++) {
      int firing = block / blocksPerFiring;
      for (int i = 0; i < VelodyneDataPacket.MEASUREMENTS; i++) {
        int at = block * VelodyneDataPacket.MEASUREMENTS + i;
        int inBlock = inBlockNanos(model, firing, i);
        nanos[at] = blockStartNanos(model, firing) + inBlock;
        turnOfBlock[at] = (float) (inBlock / firstToLastBlockNanos);
      }
    }
    packetNanos =
        model == VelodyneModel.VLS_128
            ? (dual ? 1 : 3) * model.sequenceNanos()
            : VelodyneDataPacket.BLOCKS / blocksPerFiring * blockNanos(model);
  }

  /** From the packet's timestamp to the firing; of the VLS-128 negative for the first groups. */
  int[] nanos() {
    return nanos;
  }

  /**
   * Which part of the packet's azimuth difference the head turns between the block's azimuth and
   * the firing. The difference is the one from the first to the last block; of the VLS-128, from
   * the packet before to this one.
   */
  float[] turnOfBlock() {
    return turnOfBlock;
  }

  /** From one packet's timestamp to the next one's. */
  int packetNanos() {
    return packetNanos;
  }

  private static int blockNanos(VelodyneModel model) {
    int sequencesPerBlock = VelodyneDataPacket.MEASUREMENTS / model.lasers();
    return sequencesPerBlock * model.sequenceNanos();
  }

  private static int blockStartNanos(VelodyneModel model, int firing) {
    return model == VelodyneModel.VLS_128
        ? firing / VLS_128_BANKS * model.sequenceNanos() - VLS_128_HEAD_NANOS
        : firing * blockNanos(model);
  }

  private static int inBlockNanos(VelodyneModel model, int firing, int measurement) {
    if (model == VelodyneModel.VLS_128) {
      int laser = firing % VLS_128_BANKS * VelodyneDataPacket.MEASUREMENTS + measurement;
      int channel = laser / model.lasersPerFiring() + laser / 64 * 2;
      return (int) ((long) channel * model.sequenceNanos() / VLS_128_CHANNELS_PER_SEQUENCE);
    }
    int sequence = measurement / model.lasers();
    int laser = measurement % model.lasers();
    return sequence * model.sequenceNanos() + laser / model.lasersPerFiring() * model.firingNanos();
  }
}
