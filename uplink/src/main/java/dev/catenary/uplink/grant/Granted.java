package dev.catenary.uplink.grant;

import java.net.URI;
import java.util.Map;

/** The right to send one request: a signed URL, and the headers that must go with it. */
record Granted(URI url, Map<String, String> headers) {
  /** Without the signature: whoever has that has the right. */
  @Override
  public String toString() {
    return "Granted[" + url.getPath() + "]";
  }
}
