package dev.catenary.capture.replay;

import java.io.IOException;

/** Reads the frames of one capture file in their order. */
interface FrameReader {
  /**
   * Reads the next frame.
   *
   * @return false at the end, also when the last record is cut off
   */
  boolean next(CapturedFrame frame) throws IOException;

  /** True when the file ended in the middle of a record, or one could not be read. */
  boolean isDamaged();
}
