package dev.catenary.device.page;

import java.io.IOException;
import java.util.Map;

/** Updates of this vehicle, for a technician. */
public interface Updates {
  /** Members of an object: what runs, what waits, why, since when, and the last attack seen. */
  Map<String, Object> state() throws IOException;

  /**
   * Orders what is in a folder of the vehicle, or in the configured repository.
   *
   * @param folder empty for the repository
   * @throws IllegalStateException when nothing can be ordered now, with the cure
   */
  void order(String folder) throws IOException;
}
