package dev.catenary.device.update.course;

import java.io.IOException;

/** Nothing more may be fetched now; what came is kept. */
public final class HeldBackException extends IOException {
  private static final long serialVersionUID = 1;

  /** Held back for a reason, in words. */
  public HeldBackException(String why) {
    super(why);
  }
}
