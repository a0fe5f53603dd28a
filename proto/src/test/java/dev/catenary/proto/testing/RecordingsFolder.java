package dev.catenary.proto.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where real recordings and clouds lie: excerpts in the tree, {@code testdata}, and whole ones in
 * the folder that the system property {@code catenary.recordings} names, if any.
 */
public final class RecordingsFolder {
  private RecordingsFolder() {}

  /** True when a folder of whole recordings is named and there. */
  public static boolean isThere() {
    return !named().isBlank() && Files.isDirectory(path());
  }

  /** The folder of whole recordings, for tests marked {@link Recordings}. */
  public static Path path() {
    return Path.of(named().isBlank() ? "no-recordings-named" : named()).normalize();
  }

  /** The excerpts in the tree, laid out as the folder of whole recordings. */
  public static Path excerpts() {
    return Path.of(System.getProperty("catenary.root"), "testdata");
  }

  /**
   * The folders of this name: the excerpt, then the whole recording where one is there.
   *
   * @param name as {@code sensors/velodyne-vls128}
   */
  public static List<Path> each(String name) {
    if (!isThere() && System.getenv("CATENARY_RECORDINGS_REQUIRED") != null) {
      throw new IllegalStateException(
          "CATENARY_RECORDINGS_REQUIRED is set but there is no folder " + path());
    }
    List<Path> folders = new ArrayList<>();
    for (Path folder : List.of(excerpts().resolve(name), path().resolve(name))) {
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    if (folders.isEmpty()) {
      throw new IllegalStateException("neither excerpt nor recording of " + name);
    }
    return folders;
  }

  private static String named() {
    return System.getProperty("catenary.recordings", "");
  }
}
