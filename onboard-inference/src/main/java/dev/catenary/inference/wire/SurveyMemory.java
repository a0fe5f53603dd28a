package dev.catenary.inference.wire;

import dev.catenary.inference.wire.clearance.LineObstacles;
import dev.catenary.inference.wire.clearance.ObstacleMemory;
import dev.catenary.inference.wire.finding.WholeSpans;
import dev.catenary.inference.wire.finding.WireMemory;

/** Memory of earlier zones of one survey, for later ones; shared by all its threads. */
public final class SurveyMemory {
  private final WireMemory wires = new WireMemory();
  private final ObstacleMemory obstacles = new ObstacleMemory();
  private final LineObstacles line = new LineObstacles();
  private final WholeSpans spans = new WholeSpans();

  WireMemory wires() {
    return wires;
  }

  ObstacleMemory obstacles() {
    return obstacles;
  }

  LineObstacles line() {
    return line;
  }

  WholeSpans spans() {
    return spans;
  }
}
