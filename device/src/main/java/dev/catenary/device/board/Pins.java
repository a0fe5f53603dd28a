package dev.catenary.device.board;

import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.PinsException;
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

  /**
   * Tells each time a line goes from low to high, on a thread of the driver's own, as soon as it
   * has seen it.
   */
  void watchRises(int line, Pull pull, Runnable onRise) throws IOException;

  /** Lets go of all lines; outputs stay as they are. */
  @Override
  void close() throws IOException;

  /** Opens the pins of a computer. */
  @FunctionalInterface
  interface Driver {
    /**
     * @throws PinsException when this computer's pins cannot be driven here
     */
    Pins open(BoardFile file) throws IOException;
  }

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
