package dev.catenary.inference;

import dev.catenary.inference.model.Classifier;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.proto.zone.Zone;

/**
 * The front door: a closed zone goes in, and comes out labelled, with its wires and what is too
 * near them, and ranked. One thread; the classifier can be replaced by any thread, from the next
 * zone on.
 */
public final class PreClassifier {
  private final ZoneWires wires;
  private final ZoneRanker ranker;
  private volatile Classifier classifier;

  public PreClassifier(Classifier classifier, ZoneWires wires, ZoneRanker ranker) {
    this.classifier = classifier;
    this.wires = wires;
    this.ranker = ranker;
  }

  public void process(Zone zone) {
    classifier.classify(zone);
    wires.process(zone);
    ranker.rank(zone);
  }

  public void replace(Classifier next) {
    classifier = next;
  }
}
