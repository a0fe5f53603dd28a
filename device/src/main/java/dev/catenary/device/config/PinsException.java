package dev.catenary.device.config;

import java.io.IOException;

/** The pins cannot be had. Capture goes on without them, and the chain's power link says so. */
public final class PinsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final String cure;

  /**
   * @param why what was found, and what was expected
   */
  public PinsException(String why, String cure) {
    super(why + "; cure: " + cure);
    this.why = why;
    this.cure = cure;
  }

  public String why() {
    return why;
  }

  public String cure() {
    return cure;
  }
}
