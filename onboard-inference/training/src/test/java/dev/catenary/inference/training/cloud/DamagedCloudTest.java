package dev.catenary.inference.training.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts as native LASzip and the files' makers have them. */
final class DamagedCloudTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root"), "testdata", "cases");
  private static final int COUNT_OFFSET = 107;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "las-valid-but-crashes/autzen.laz, 106",
    "las-valid-but-crashes/example_5points_14.las, 5",
    "las-valid-but-crashes/spec_3.las, 10"
  })
  void validFilesAreReadWhole(String file, int points) throws IOException {
    assertThat(LabelledCloud.read(CASES.resolve(file)).points().size).isEqualTo(points);
  }

  /** PDAL's Autzen tile is in feet, near 637,000, 849,000 ft; its keys say so. */
  @Test
  void feetOfTheKeysAreTaken() throws IOException {
    CloudPoints points =
        LabelledCloud.read(CASES.resolve("las-valid-but-crashes/autzen.laz")).points();
    assertThat(points.eastingMetres[0]).isBetween(635_000 * 0.3048, 640_000 * 0.3048);
    assertThat(points.northingMetres[0]).isBetween(848_000 * 0.3048, 854_000 * 0.3048);
  }

  @ParameterizedTest
  @CsvSource({
    "las-cut-short-accepted/1.2-with-color-clipped.las, 1,064 of 1,065 points",
    "las-cut-short-accepted/1.2-no-points.las, 0 of 1,065 points",
    "page-bad-inputs/las-count-4e9.las, '100 of 4,',",
    "page-bad-inputs/las-truncated.las, of 100 points",
    "page-bad-inputs/las-empty.las, 0 bytes",
    "page-bad-inputs/las-format-255.las, point format 255",
    "page-bad-inputs/las-header-size-0.las, a header of 0 bytes",
    "page-bad-inputs/las-offset-2g.las, points",
    "page-bad-inputs/las-vlrs-4g.las, variable length records",
    "las-no-lengths-accepted/geocentric.las, geocentric"
  })
  void liesAreRefusedByName(String file, String found) {
    Path path = CASES.resolve(file);
    assertThatThrownBy(() -> LabelledCloud.read(path))
        .isInstanceOf(CloudRefused.class)
        .hasMessageStartingWith(path + ": found")
        .hasMessageContaining(found)
        .hasMessageContaining("; expected ")
        .hasMessageContaining("; cure: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"las-valid-but-crashes/autzen.laz", "las-valid-but-crashes/spec_3.las"})
  void fileCutAnywhereIsRefused(String file) throws IOException {
    byte[] whole = Files.readAllBytes(CASES.resolve(file));
    for (int length = 0; length < whole.length; length += 1 + whole.length / 150) {
      Path cut = folder.resolve("cut" + file.substring(file.length() - 4));
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> LabelledCloud.read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(CloudRefused.class)
          .hasMessageContaining("found")
          .hasMessageNotContaining("Exception");
    }
  }

  /** Whatever stands in it, a file is a cloud of as many points as it says, or it is refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "las-valid-but-crashes/autzen.laz",
        "las-valid-but-crashes/spec_3.las",
        "las-valid-but-crashes/example_5points_14.las"
      })
  void turnedBitsNeverEscapeAsAnythingElse(String file) throws IOException {
    byte[] whole = Files.readAllBytes(CASES.resolve(file));
    Random random = new Random(14);
    for (int turn = 0; turn < 400; turn++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Path path = folder.resolve("turned" + file.substring(file.length() - 4));
      Files.write(path, damaged);
      try {
        long claimed = claimed(damaged);
        assertThat((long) LabelledCloud.read(path).points().size).isEqualTo(claimed);
      } catch (CloudRefused e) {
        assertThat(e).hasMessageContaining("; expected ").hasMessageContaining("; cure: ");
      }
    }
  }

  private static long claimed(byte[] las) {
    ByteBuffer bytes = ByteBuffer.wrap(las).order(ByteOrder.LITTLE_ENDIAN);
    long legacy = bytes.getInt(COUNT_OFFSET) & 0xFFFF_FFFFL;
    return las[25] < 4 || bytes.getLong(247) == 0 ? legacy : bytes.getLong(247);
  }
}
