package dev.catenary.device.assembly;

/**
 * Kind of source that feeds the machine: it decides what happens when the machine cannot keep up.
 */
public enum Feed {
  /** Sensors: they do not wait, so what has no room is dropped and counted; journalled. */
  LIVE(false, true),
  /** A recording: it waits, and is itself what a crash would ask for. */
  RECORDING(true, false),
  /** A recording that waits but is journalled as sensors are, to measure the whole machine. */
  RECORDING_JOURNALLED(true, true);

  private final boolean waits;
  private final boolean journalled;

  Feed(boolean waits, boolean journalled) {
    this.waits = waits;
    this.journalled = journalled;
  }

  /** True when the source can be held up without loss. */
  public boolean waits() {
    return waits;
  }

  /** True when the raw journal is kept, where the configuration has one. */
  public boolean journalled() {
    return journalled;
  }
}
