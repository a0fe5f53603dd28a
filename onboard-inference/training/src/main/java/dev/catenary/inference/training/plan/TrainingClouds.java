package dev.catenary.inference.training.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Chooses, of the clouds that are there, those that a model may be fitted on. A cloud whose folder
 * has a {@code SOURCE.md} with the words "tests only" is left out: its licence allows no more. Of
 * two clouds of one name the one in a folder that ends in "-corrected" counts.
 */
public final class TrainingClouds {
  private static final String SOURCE = "SOURCE.md";
  private static final String TESTS_ONLY = "tests only";
  private static final String CORRECTED = "-corrected";

  private final Consumer<String> told;

  /**
   * @param told each file that is left out, and why
   */
  public TrainingClouds(Consumer<String> told) {
    this.told = told;
  }

  /** The files that may be fitted on, in their order. */
  public List<Path> of(List<Path> files) throws IOException {
    Set<Path> corrected = new HashSet<>();
    for (Path file : files) {
      if (isCorrected(file)) {
        corrected.add(file.getFileName());
      }
    }
    List<Path> kept = new ArrayList<>();
    for (Path file : files) {
      if (isForTestsOnly(file)) {
        told.accept("left out, its SOURCE.md says tests only: " + file);
      } else if (!isCorrected(file) && corrected.contains(file.getFileName())) {
        told.accept("left out, its corrected labels are there: " + file);
      } else {
        kept.add(file);
      }
    }
    return kept;
  }

  private static boolean isCorrected(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null
        && folder.getFileName() != null
        && folder.getFileName().toString().endsWith(CORRECTED);
  }

  private static boolean isForTestsOnly(Path file) throws IOException {
    Path source = file.resolveSibling(SOURCE);
    return Files.isRegularFile(source)
        && Files.readString(source).toLowerCase(Locale.ROOT).contains(TESTS_ONLY);
  }
}
