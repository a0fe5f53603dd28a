package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.attack.EndlessDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fetches a metadata file whole, up to its bound and not a byte further. */
final class MetadataFetch {
  private static final int BUFFER_BYTES = 8_192;

  private final Repository repository;
  private final RateFloor rateFloor;

  MetadataFetch(Repository repository, RateFloor rateFloor) {
    this.repository = repository;
    this.rateFloor = rateFloor;
  }

  byte[] fetch(String file, long bytesMax) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RateFloor.Watch watch = rateFloor.new Watch(file);
    try (InputStream in = repository.metadata(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (bytes.size() + count > bytesMax) {
          throw new EndlessDataException(file, bytes.size() + (long) count, bytesMax);
        }
        bytes.write(buffer, 0, count);
        watch.came(count);
      }
    }
    return bytes.toByteArray();
  }
}
