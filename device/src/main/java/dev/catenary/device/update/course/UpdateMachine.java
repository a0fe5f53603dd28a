package dev.catenary.device.update.course;

import java.io.IOException;
import java.util.List;

/** The running machine, as far as an update asks of it. Any thread. */
public interface UpdateMachine {
  /** Reasons why it may not be switched now; empty when it may. */
  List<String> held();

  /** As it is now. */
  Baseline baseline();

  boolean isMissionRunning();

  /** True while host or GNSS time is trusted. */
  boolean isClockTrusted();

  /** Waits until so many bytes may be fetched. */
  void mayFetch(int bytes) throws IOException;

  /** Asks for an orderly stop, and returns. */
  void stop(String why);
}
