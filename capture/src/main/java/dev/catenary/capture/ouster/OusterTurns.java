package dev.catenary.capture.ouster;

/**
 * Tells when the sensor turns in other columns than its metadata says, as it does once its lidar
 * mode has been changed: every angle would be wrong, and nothing else in a packet tells.
 *
 * <p>More columns show themselves by their numbers. Fewer show when a frame ends long before the
 * time that the metadata's columns take. Twice is needed, for a damaged packet or a step of the
 * clock may look like it once; two turns without a sign clear the sensor again.
 */
final class OusterTurns {
  private static final int SIGNS = 2;

  /** Of the time that columns should take, what is too short to be an uneven turn. */
  private static final double SHORT = 0.6;

  private final int columnsPerFrame;
  private final long frameIds;
  private final double columnNanos;
  private boolean isKnown;
  private long lastFrame;
  private int lastColumn;
  private long lastNanos;
  private int signs;
  private int signsBefore;
  private int turnsWithout;

  OusterTurns(OusterMetadata metadata) {
    columnsPerFrame = metadata.columnsPerFrame();
    frameIds = metadata.frameIds();
    columnNanos = (double) metadata.turnNanos() / columnsPerFrame;
  }

  /** Takes one column of each packet. */
  void column(long frame, int column, long nanos) {
    if (isKnown && frame != lastFrame) {
      int passed = columnsPerFrame - lastColumn + column;
      long took = nanos - lastNanos;
      if (frame == (lastFrame + 1 & frameIds - 1)
          && passed >= columnsPerFrame / 4
          && took > 0
          && took < SHORT * passed * columnNanos) {
        signs++;
      }
      turnsWithout = signs == signsBefore ? turnsWithout + 1 : 0;
      if (turnsWithout >= SIGNS) {
        signs = 0;
      }
      signsBefore = signs;
    }
    if (column >= columnsPerFrame) {
      signs++;
    }
    isKnown = true;
    lastFrame = frame;
    lastColumn = Math.min(column, columnsPerFrame - 1);
    lastNanos = nanos;
  }

  /** Tests whether packets must be refused now. */
  boolean areOthers() {
    return signs >= SIGNS;
  }
}
