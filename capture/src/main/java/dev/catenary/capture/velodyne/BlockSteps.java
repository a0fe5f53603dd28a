package dev.catenary.capture.velodyne;

/**
 * Turn of the head from block to block of one packet, in hundredths of a degree. A flyweight over
 * the packet it was last given.
 *
 * <p>The steps of a packet are alike but for one case: a sensor with a restricted field of view
 * sends nothing while it looks away, so that the last block before and the first block after stand
 * in one packet. That step is the packet's field-of-view gap.
 */
final class BlockSteps {
  /** Steps this much larger than twice the smallest are no jitter of the head. */
  private static final int JITTER_CENTIDEGREES = 8;

  /** A step so near to a full turn is a small step back. */
  private static final int STEP_BACK_CENTIDEGREES = VelodyneDataPacket.AZIMUTHS - 50;

  private int count;
  private int smallest;
  private int largest;
  private int blockAfterLargest;
  private int total;

  /**
   * @param blocks how many of the packet's blocks are in use
   * @param blocksPerAzimuth how many blocks share one azimuth: 2 in dual mode, 4 or 8 of a VLS-128
   */
  void of(VelodyneDataPacket packet, int blocks, int blocksPerAzimuth) {
    count = 0;
    smallest = VelodyneDataPacket.AZIMUTHS;
    largest = 0;
    blockAfterLargest = 0;
    total = 0;
    int before = packet.azimuthCentidegrees(0);
    for (int block = blocksPerAzimuth; block < blocks; block += blocksPerAzimuth) {
      int azimuth = packet.azimuthCentidegrees(block);
      int step = forward(before, azimuth);
      if (step > largest) {
        largest = step;
        blockAfterLargest = block;
      }
      smallest = Math.min(smallest, step);
      total += step;
      count++;
      before = azimuth;
    }
  }

  /** Number of steps: one less than azimuths. */
  int count() {
    return count;
  }

  /** From the packet's first azimuth to its last, gap included. */
  int total() {
    return total;
  }

  int largest() {
    return largest;
  }

  boolean isEven() {
    return largest <= 2 * smallest + JITTER_CENTIDEGREES;
  }

  boolean hasGap() {
    return !isEven() && largest < STEP_BACK_CENTIDEGREES;
  }

  int blockAfterGap() {
    return blockAfterLargest;
  }

  /** Mean of the steps but the largest, which may be a gap; 0 where that leaves none. */
  float meanButLargest() {
    return count < 2 ? 0 : (total - largest) / (float) (count - 1);
  }

  /** The angle from one azimuth on to another in the head's direction of turning. */
  static int forward(int fromCentidegrees, int toCentidegrees) {
    int difference = toCentidegrees - fromCentidegrees;
    return difference < 0 ? difference + VelodyneDataPacket.AZIMUTHS : difference;
  }
}
