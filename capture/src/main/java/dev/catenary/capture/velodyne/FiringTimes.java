package dev.catenary.capture.velodyne;

/**
 * When each measurement of a packet was fired, from the packet's timestamp on.
 *
 * <p>Sources: as {@link VelodyneModel}. In dual mode two blocks hold the two returns of one firing,
 * so the second has the times of the first.
 *
 * <p>The VLS-128 fires its 128 lasers in sixteen groups of eight and its timestamp marks the start
 * of the fourth, so the first groups have negative times. Unverified: the pause between the eighth
 * and the ninth group and the 7 microseconds from the first group to the timestamp are what the
 * maker's viewer uses. The draft manual 63-9483 has a pause of one group's time instead of two and
 * 8.7 microseconds. A recording with a unit's own PPS would settle it; the two differ by less than
 * 5 microseconds.
 */
final class FiringTimes {
  private static final int VLS_128_HEAD_NANOS = 7_000;
  private static final int VLS_128_BANKS = 4;
  private static final int VLS_128_CHANNELS_PER_SEQUENCE = 20;
  private static final int VLS_128_LASERS_PER_HALF = 64;
  private static final int VLS_128_PAUSE_CHANNELS = 2;

  private final int[] nanos = new int[VelodyneDataPacket.BLOCKS * VelodyneDataPacket.MEASUREMENTS];
  private final float[] turnOfBlock = new float[nanos.length];
  private final int blocksPerAzimuth;
  private final int turnNanos;
  private final int stepNanos;
  private final int packetNanos;

  /**
   * @param dual true when blocks come in pairs of one firing
   */
  FiringTimes(VelodyneModel model, boolean dual) {
    int blocksPerFiring = dual ? 2 : 1;
    if (model == VelodyneModel.VLS_128) {
      blocksPerAzimuth = VLS_128_BANKS * blocksPerFiring;
      stepNanos = model.sequenceNanos();
      packetNanos = VelodyneDataPacket.BLOCKS / blocksPerAzimuth * stepNanos;
      turnNanos = packetNanos;
    } else {
      blocksPerAzimuth = blocksPerFiring;
      stepNanos = blockNanos(model);
      packetNanos = VelodyneDataPacket.BLOCKS / blocksPerFiring * stepNanos;
      turnNanos = packetNanos - stepNanos;
    }
    for (int block = 0; block < VelodyneDataPacket.BLOCKS; block++) {
      int firing = block / blocksPerFiring;
      for (int i = 0; i < VelodyneDataPacket.MEASUREMENTS; i++) {
        int at = block * VelodyneDataPacket.MEASUREMENTS + i;
        int inBlock = inBlockNanos(model, firing, i);
        nanos[at] = blockStartNanos(model, firing) + inBlock;
        turnOfBlock[at] = (float) ((double) inBlock / turnNanos);
      }
    }
  }

  /** From the packet's timestamp to the firing; of the VLS-128 negative for the first groups. */
  int[] nanos() {
    return nanos;
  }

  /**
   * Which part of {@link HeadTurn#centidegrees} the head turns between the block's azimuth and the
   * firing.
   */
  float[] turnOfBlock() {
    return turnOfBlock;
  }

  /**
   * Number of blocks that share one azimuth, being fired one after the other without telling it
   * anew.
   */
  int blocksPerAzimuth() {
    return blocksPerAzimuth;
  }

  /** From one azimuth to the next. */
  int stepNanos() {
    return stepNanos;
  }

  /** The time over which {@link HeadTurn#centidegrees} is taken. */
  int turnNanos() {
    return turnNanos;
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
      int channel =
          laser / model.lasersPerFiring()
              + laser / VLS_128_LASERS_PER_HALF * VLS_128_PAUSE_CHANNELS;
      return (int) ((long) channel * model.sequenceNanos() / VLS_128_CHANNELS_PER_SEQUENCE);
    }
    int sequence = measurement / model.lasers();
    int laser = measurement % model.lasers();
    return sequence * model.sequenceNanos() + laser / model.lasersPerFiring() * model.firingNanos();
  }
}
