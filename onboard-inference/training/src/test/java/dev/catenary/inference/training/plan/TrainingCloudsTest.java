package dev.catenary.inference.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingCloudsTest {
  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  private Path cloud(String place, String name, String source) throws IOException {
    Path home = Files.createDirectories(folder.resolve(place));
    Files.writeString(home.resolve("SOURCE.md"), source);
    return Files.createFile(home.resolve(name));
  }

  @Test
  void cloudForTestsOnlyIsLeftOut() throws IOException {
    Path open = cloud("wood", "wood.laz", "- Licence: MIT (repository).");
    Path closed = cloud("towers", "tower-1.laz", "- Licence: none stated. Tests only: never ...");
    assertThat(new TrainingClouds(told::add).of(List.of(open, closed))).containsExactly(open);
    assertThat(told).hasSize(1).first().asString().contains("tests only").contains("tower-1.laz");
  }

  @Test
  void correctedLabelsTakeThePlaceOfTheOthers() throws IOException {
    Path wrong = cloud("corridor", "tile.laz", "open data");
    Path other = cloud("town", "town.laz", "open data");
    Path right = cloud("corridors-corrected", "tile.laz", "open data");
    assertThat(new TrainingClouds(told::add).of(List.of(wrong, other, right)))
        .containsExactly(other, right);
    assertThat(told).hasSize(1);
  }

  @Test
  void withoutASourceAllAreTaken() throws IOException {
    Path cloud = Files.createFile(folder.resolve("mine.laz"));
    assertThat(new TrainingClouds(told::add).of(List.of(cloud))).containsExactly(cloud);
    assertThat(told).isEmpty();
  }
}
