package dev.catenary.device.board;

import java.io.IOException;

/** The pins of a computer, by the kernel's line numbers of one GPIO chip. */
public interface Pins extends AutoCloseable {
  /** Drives a line. */
  Output output(int line, boolean high) throws IOException;

  /**
   * Reads a line.
   *
   * @param pull of the resistor inside the chip
   */
  Input input(int line, Pull pull) throws IOException;

  /** Lets go of all lines; outputs stay as they are. */
  @Override
  void close() throws IOException;

  /** A line that is driven. */
  interface Output {
    void set(boolean high) throws IOException;
  }

  /** A line that is read. */
  interface Input {
    boolean isHigh() throws IOException;
  }

  /** The resistor at an input. */
  enum Pull {
    UP,
    DOWN,
    NONE
  }
}
