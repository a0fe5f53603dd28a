package dev.catenary.inference.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SplitTest {
  private static LabelledCloud cloud(String name, String place, boolean simulated) {
    return new LabelledCloud(name, Path.of(name), place, simulated, new CloudPoints(1));
  }

  @Test
  void thirdsPartNeighboursByNameAndKeepAPlaceTogether() {
    List<LabelledCloud> clouds =
        List.of(
            cloud("tile-b", "tile-b", false),
            cloud("stand-high", "stand", false),
            cloud("stand-low", "stand", false),
            cloud("tile-a", "tile-a", false),
            cloud("scene-vlp16-car-1", "scene-1", true));
    Map<String, List<LabelledCloud>> groups = Split.THIRDS.groups(clouds);
    assertThat(groups).hasSize(3);
    List<List<String>> names = new ArrayList<>();
    groups.values().forEach(all -> names.add(all.stream().map(LabelledCloud::name).toList()));
    assertThat(names)
        .containsExactlyInAnyOrder(
            List.of("stand-high", "stand-low", "scene-vlp16-car-1"),
            List.of("tile-a"),
            List.of("tile-b"));
  }

  @Test
  void eachThirdHasAPlaceWithALine() {
    List<LabelledCloud> clouds =
        List.of(
            cloud("a-line", "a-line", false),
            cloud("b", "b", false),
            cloud("c", "c", false),
            cloud("d-line", "d-line", false),
            cloud("e", "e", false),
            cloud("g-line", "g-line", false));
    clouds.stream().filter(cloud -> cloud.name().endsWith("line")).forEach(SplitTest::addWire);
    Map<String, List<LabelledCloud>> groups = Split.THIRDS.groups(clouds);
    assertThat(groups).hasSize(3);
    groups
        .values()
        .forEach(
            group ->
                assertThat(group).filteredOn(cloud -> cloud.name().endsWith("line")).hasSize(1));
  }

  private static void addWire(LabelledCloud cloud) {
    for (int i = 0; i < 30; i++) {
      cloud.points().add(i, 0, 10, (char) 1, (byte) 0x11, (byte) TrueClass.CONDUCTOR.ordinal());
    }
  }
}
