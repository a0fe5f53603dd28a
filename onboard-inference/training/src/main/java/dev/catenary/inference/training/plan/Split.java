package dev.catenary.inference.training.plan;

import dev.catenary.inference.training.cloud.LabelledCloud;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Kind of group that is held back together, to be scored by a model fitted on all the rest. */
public enum Split {
  /**
   * Real places in turn by name, so that neighbours by name, two tiles of one survey or two gardens
   * of one country, are parted. Those with a line come first: few have one, and each third should.
   * Then come the simulated ones likewise.
   */
  THIRDS {
    @Override
    String groupOf(LabelledCloud cloud, List<String> places) {
      return switch (places.indexOf(cloud.place()) % 3) {
        case 0 -> "first third";
        case 1 -> "second third";
        default -> "last third";
      };
    }

    @Override
    boolean setsAside() {
      return false;
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

  /** Of the places that are fitted on, every so manieth is kept for the calibration instead. */
  private static final int SET_ASIDE = 4;

  /**
   * Tests whether places of the fitted kinds are set aside to calibrate by: how often classes are
   * met, and how sure a model may be, cannot be learned from a sensor or scene of quite another
   * kind.
   */
  boolean setsAside() {
    return true;
  }

  List<LabelledCloud> setAside(List<LabelledCloud> others) {
    List<String> places = others.stream().map(LabelledCloud::place).distinct().toList();
    return others.stream()
        .filter(cloud -> setsAside() && places.indexOf(cloud.place()) % SET_ASIDE == SET_ASIDE - 1)
        .toList();
  }

  abstract String groupOf(LabelledCloud cloud, List<String> places);

  /** Number of groups that are held back in turn. */
  public int count(List<LabelledCloud> clouds) {
    return groups(clouds).size();
  }

  Map<String, List<LabelledCloud>> groups(List<LabelledCloud> clouds) {
    Set<String> withLine =
        clouds.stream()
            .filter(cloud -> !cloud.simulated() && cloud.hasLine())
            .map(LabelledCloud::place)
            .collect(Collectors.toSet());
    List<String> places =
        clouds.stream()
            .sorted(
                Comparator.comparing(LabelledCloud::simulated)
                    .thenComparing(cloud -> !withLine.contains(cloud.place()))
                    .thenComparing(LabelledCloud::place))
            .map(LabelledCloud::place)
            .distinct()
            .toList();
    Map<String, List<LabelledCloud>> groups = new LinkedHashMap<>();
    for (LabelledCloud cloud : clouds) {
      groups.computeIfAbsent(groupOf(cloud, places), none -> new ArrayList<>()).add(cloud);
    }
    return groups;
  }
}
