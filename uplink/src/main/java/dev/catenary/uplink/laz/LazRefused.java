package dev.catenary.uplink.laz;

import java.io.IOException;

/** A file that is not a whole LAZ file of this product: found, expected, cure. */
public final class LazRefused extends IOException {
  private static final long serialVersionUID = 1;

  LazRefused(String message) {
    super(message);
  }
}
