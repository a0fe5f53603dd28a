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
}
