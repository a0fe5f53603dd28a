package dev.catenary.device.update.course;

import dev.catenary.device.update.part.PartMachine;
import java.io.IOException;
import java.nio.file.Path;
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

  /** Why nothing may be fetched over the link now; empty when something may. */
  String linkHeld();

  /**
   * Books bytes that came over the link, and waits a while where the link is used at a rate.
   *
   * @throws HeldBackException when no more may come now
   */
  void mayFetch(int bytes) throws IOException;

  /** Bytes of a folder's disk that an update leaves free, so that no chunk is evicted for it. */
  long keepFreeBytes(Path folder) throws IOException;

  /** True when chunks need the room that a delivery takes. */
  boolean isDiskShort();

  /** Asks for an orderly stop, and returns. */
  void stop(String why);

  /** The same machine, as far as its parts are replaced. */
  PartMachine parts();
}
