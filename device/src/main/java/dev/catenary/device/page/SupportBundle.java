package dev.catenary.device.page;

import java.io.IOException;

/** Makes the bundle that a technician sends to those who help. Any thread. */
public interface SupportBundle {
  /**
   * Gathers it, without secrets.
   *
   * @param who asks
   */
  File make(String who) throws IOException;

  /**
   * @param name of the file, letters, digits, '.', '_' and '-' alone
   * @param contentType as {@code application/zip}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record File(String name, String contentType, byte[] bytes) {}
}
