package dev.catenary.inference.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
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
}
