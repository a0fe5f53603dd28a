package dev.catenary.inference.training.score;

import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.zone.Zone;
import java.util.List;

/** Labels as the service writes them: a classifier's, after its conductors were made wires. */
public final class WithWires implements Classifier {
  private final Classifier before;
  private final ZoneWires wires = new ZoneWires(new ClearanceRules("none", List.of()));
  private int spans;

  /**
   * @param before closed by whoever opened it
   */
  public WithWires(Classifier before) {
    this.before = before;
  }

  @Override
  public String name() {
    return before.name() + " and wires";
  }

  @Override
  public void classify(Zone zone) {
    before.classify(zone);
    wires.process(zone);
    spans += zone.spans.size();
  }

  /** Spans found in all zones so far. */
  public int spans() {
    return spans;
  }
}
