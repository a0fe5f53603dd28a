package dev.catenary.uplink.transfer;

import java.io.IOException;

/** The store answered well, but what it says it holds is not what was sent. The chunk stays. */
public final class ReceiptMismatchException extends IOException {
  private static final long serialVersionUID = 1;

  ReceiptMismatchException(String key, String reason) {
    super("the store's object " + key + " is not what was sent: " + reason);
  }
}
