package dev.catenary.capture.velodyne;

/**
 * Turn of the head while it fires one packet, and the field-of-view gap in a packet, if any.
 *
 * <p>Most models' packets tell it themselves: from the first azimuth to the last. A VLS-128 packet
 * holds three azimuths or one, so there it is the difference to the packet before, as long as that
 * is the very packet before. Where the packet at hand cannot tell, or tells of a speed that no head
 * has, the head's mean of late does.
 */
final class HeadTurn {
  /** 40 turns a second, twice what any of the models can be set to. */
  private static final float CENTIDEGREES_PER_NANO_MAX = 40 * VelodyneDataPacket.AZIMUTHS / 1e9f;

  /** Packets over which the mean is taken, roughly. */
  private static final float MEAN_PACKETS = 16;

  private final BlockSteps steps = new BlockSteps();
  private float meanPerNano;
  private int previousAzimuth;
  private long previousMicros = -1;

  private int centidegrees;
  private int blockAfterGap;
  private long gapNanos;

  void of(VelodyneDataPacket packet, VelodyneModel model, FiringTimes times, int blocks) {
    steps.of(packet, blocks, times.blocksPerAzimuth());
    int told = model == VelodyneModel.VLS_128 ? fromPacketBefore(packet, times) : fromBlocks();
    float perNano = (float) told / times.turnNanos();
    if (told >= 0 && perNano <= CENTIDEGREES_PER_NANO_MAX) {
      meanPerNano += (perNano - meanPerNano) / (meanPerNano == 0 ? 1 : MEAN_PACKETS);
      centidegrees = told;
    } else {
      centidegrees = Math.round(speedOfLate(times) * times.turnNanos());
    }
    findGap(speedOfLate(times) * times.stepNanos(), times);
  }

  /** Over the time that {@link FiringTimes#turnOfBlock} is a part of. */
  int centidegrees() {
    return centidegrees;
  }

  /** The first block after the gap; {@link VelodyneDataPacket#BLOCKS} where there is no gap. */
  int blockAfterGap() {
    return blockAfterGap;
  }

  /** Delay of the blocks after the gap, against a packet without one. */
  long gapNanos() {
    return gapNanos;
  }

  private float speedOfLate(FiringTimes times) {
    return meanPerNano > 0
        ? meanPerNano
        : Math.min(steps.meanButLargest() / times.stepNanos(), CENTIDEGREES_PER_NANO_MAX);
  }

  private int fromBlocks() {
    return steps.isEven() ? steps.total() : -1;
  }

  private int fromPacketBefore(VelodyneDataPacket packet, FiringTimes times) {
    int azimuth = packet.azimuthCentidegrees(0);
    long micros = packet.timestampMicros();
    long lateNanos = (micros - previousMicros) * 1_000 - times.packetNanos();
    boolean follows = previousMicros >= 0 && Math.abs(lateNanos) < times.packetNanos() / 2;
    int turn = follows ? BlockSteps.forward(previousAzimuth, azimuth) : -1;
    previousAzimuth = azimuth;
    previousMicros = micros;
    return turn;
  }

  private void findGap(float stepCentidegrees, FiringTimes times) {
    blockAfterGap = VelodyneDataPacket.BLOCKS;
    gapNanos = 0;
    if (steps.count() > 0 && steps.hasGap() && stepCentidegrees >= 1) {
      blockAfterGap = steps.blockAfterGap();
      int skipped = Math.round(steps.largest() / stepCentidegrees) - 1;
      gapNanos = (long) skipped * times.stepNanos();
    }
  }
}
