package dev.catenary.release.repository;

import java.io.IOException;

/** Names that are the same in an address, a bucket and a folder: we sign no others. */
final class PlainName {
  private PlainName() {}

  static void check(String name) throws IOException {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}")) {
      throw new IOException(
          "found the name "
              + name
              + ", expected parts of letters, digits, dot, dash and underscore between slashes");
    }
  }
}
