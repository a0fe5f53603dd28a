package dev.catenary.inference.training;

import dev.catenary.inference.training.cloud.CloudRefused;
import dev.catenary.inference.training.cloud.LabelledCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads clouds for a command; each file that is refused is told, and one does not hide another. */
final class CloudIntake {
  @Option(
      names = "--skip-refused",
      description =
          "Goes on without files that are cut, damaged or in no map frame; each is named.")
  private boolean skipping;

  private final List<String> refused = new ArrayList<>();

  /** Files at the paths; there is one at least. */
  static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = LabelledCloud.filesAt(paths);
    if (files.isEmpty()) {
      throw new IOException(
          "found no .las and no .laz file below "
              + paths
              + "; expected one at least; cure: name the files or the folder that holds them");
    }
    return files;
  }

  /** The cloud; null when it was refused, which is kept for {@link #end}. */
  @Nullable LabelledCloud read(Path file) throws IOException {
    try {
      return LabelledCloud.read(file);
    } catch (CloudRefused e) {
      refused.add(e.getMessage());
      return null;
    }
  }

  /** All that are good. */
  List<LabelledCloud> readAll(List<Path> files) throws IOException {
    List<LabelledCloud> clouds = new ArrayList<>();
    for (Path file : files) {
      LabelledCloud cloud = read(file);
      if (cloud != null) {
        clouds.add(cloud);
      }
    }
    return clouds;
  }

  /** Files that were refused so far, in words. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /**
   * Ends the reading.
   *
   * @throws IOException when a file was refused and that was not allowed beforehand
   */
  void end(int files) throws IOException {
    if (refused.isEmpty() || (skipping && refused.size() < files)) {
      return;
    }
    String all = String.join(System.lineSeparator(), refused);
    throw new IOException(
        files == 1
            ? all
            : all
                + System.lineSeparator()
                + "found "
                + refused.size()
                + " of "
                + files
                + " files that cannot be used; expected none; cure: mend or remove them, or go on"
                + " without them by --skip-refused");
  }
}
