package dev.catenary.device.update.fetch;

import java.io.IOException;
import java.io.InputStream;

/**
 * Files of a repository, by names that are parts of an address already. Nothing of them is trusted.
 */
public interface Repository {
  /**
   * Opens a metadata file.
   *
   * @throws AbsentFileException when there is none
   */
  InputStream metadata(String file) throws IOException;

  /**
   * Opens a target.
   *
   * @throws AbsentFileException when there is none
   */
  InputStream target(String path) throws IOException;

  /**
   * Opens a target behind the bytes that are here already.
   *
   * @throws AbsentFileException when there is none
   */
  default InputStream target(String path, long fromByte) throws IOException {
    InputStream in = target(path);
    try {
      in.skipNBytes(fromByte);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
