package dev.catenary.inference.wire;

/** What earlier zones of one survey have shown that later ones need; shared by all its threads. */
public final class SurveyMemory {
  private final WireMemory wires = new WireMemory();
  private final ObstacleMemory obstacles = new ObstacleMemory();

  WireMemory wires() {
    return wires;
  }

  ObstacleMemory obstacles() {
    return obstacles;
  }
}
