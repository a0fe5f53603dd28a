package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.testing.RecordingsFolder;
import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real clouds of towns and power lines, encoded and read back. */
class SurveyedCloudsTest {
  private final LazChunkEncoder encoder =
      new LazChunkEncoder(new LazMetadata("PROJCS[\"test\"]", "1"), () -> Instant.EPOCH);

  /** The excerpts in the tree, and whole clouds where they are. */
  static List<Path> clouds() throws IOException {
    List<Path> clouds = new ArrayList<>();
    List<Path> folders = new ArrayList<>(RecordingsFolder.each("labelled"));
    folders.add(RecordingsFolder.excerpts().resolve("surveys"));
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".laz")).sorted().forEach(clouds::add);
      }
    }
    return clouds;
  }

  @ParameterizedTest
  @MethodSource("clouds")
  void surveyedPointsAreReadBackOneByOne(Path cloud) {
    Zone zone = Clouds.surveyed(cloud);
    assertThat(zone.size).isGreaterThan(10_000);
    ByteBuffer file = encoder.encode(zone);
    ReadBack.assertSame(zone, file);
    assertThat((double) file.remaining() / zone.size).isLessThan(6);
  }
}
