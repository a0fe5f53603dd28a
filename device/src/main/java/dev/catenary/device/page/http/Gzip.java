package dev.catenary.device.page.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Makes bytes small for a slow link. */
final class Gzip {
  private Gzip() {}

  static byte[] of(byte[] bytes) throws IOException {
    ByteArrayOutputStream small = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      gzip.write(bytes);
    }
    return small.toByteArray();
  }
}
