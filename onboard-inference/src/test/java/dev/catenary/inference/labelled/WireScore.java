package dev.catenary.inference.labelled;

import dev.catenary.inference.model.Classifier;
import dev.catenary.inference.model.RulesClassifier;
import dev.catenary.inference.wire.CatenaryFit;
import dev.catenary.inference.wire.WireStage;
import dev.catenary.proto.zone.Zone;
import java.util.List;

/** Prints what the wire stage does to the rules' labels on each cloud. Run by hand; no test. */
public final class WireScore {
  private WireScore() {}

  /** A classifier that has its conductors made wires. */
  static final class WithWires implements Classifier {
    private final Classifier before = new RulesClassifier();
    private final WireStage stage = new WireStage();
    long nanos;
    int wires;
    double noise;

    @Override
    public String name() {
      return before.name();
    }

    @Override
    public void classify(Zone zone) {
      before.classify(zone);
      long start = System.nanoTime();
      List<CatenaryFit> found = stage.process(zone);
      nanos += System.nanoTime() - start;
      wires += found.size();
      for (CatenaryFit fit : found) {
        noise += Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres());
      }
    }
  }

  public static void main(String[] arguments) {
    for (LabelledCloud.LabelledFile file : LabelledCloud.ALL) {
      LabelledCloud cloud = LabelledCloud.read(file);
      System.out.printf(
          "%s: %d points in %d zones%n", cloud.name(), cloud.points(), cloud.zones().size());
      System.out.println(ClassScore.of(new RulesClassifier(), cloud).table());
      WithWires withWires = new WithWires();
      System.out.println(ClassScore.of(withWires, cloud).table());
      System.out.printf(
          "%d wires, mean noise %.3f m, %.1f ms a zone, %.0f M points/s%n",
          withWires.wires,
          withWires.noise / withWires.wires,
          withWires.nanos / 1e6 / cloud.zones().size(),
          cloud.points() * 1e3 / withWires.nanos);
    }
  }
}
