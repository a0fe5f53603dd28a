package dev.catenary.inference.training.plan;

import dev.catenary.inference.training.cloud.LabelledCloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is held back together, to be scored by a model fitted on all the rest. */
public enum Split {
  /** Places in turn by name, so that neighbours by name, two tiles of one survey, are parted. */
  HALVES {
    @Override
    String groupOf(LabelledCloud cloud, List<String> places) {
      return places.indexOf(cloud.place()) % 2 == 0 ? "first half" : "second half";
    }
  },
  /** All clouds of a sensor; the airborne surveys are one. */
  SENSOR {
    @Override
    String groupOf(LabelledCloud cloud, List<String> places) {
      return cloud.sensor();
    }
  },
  /** All clouds of a kind of scene; each real place is one of its own. */
  SCENE {
    @Override
    String groupOf(LabelledCloud cloud, List<String> places) {
      return cloud.scene();
    }
  };

  abstract String groupOf(LabelledCloud cloud, List<String> places);

  Map<String, List<LabelledCloud>> groups(List<LabelledCloud> clouds) {
    List<String> places = clouds.stream().map(LabelledCloud::place).distinct().toList();
    Map<String, List<LabelledCloud>> groups = new LinkedHashMap<>();
    for (LabelledCloud cloud : clouds) {
      groups.computeIfAbsent(groupOf(cloud, places), none -> new ArrayList<>()).add(cloud);
    }
    return groups;
  }
}
