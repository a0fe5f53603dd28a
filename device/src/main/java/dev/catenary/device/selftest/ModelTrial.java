package dev.catenary.device.selftest;

import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Labels a zone whose truth is known, with what labels the zones of this machine. */
public final class ModelTrial implements SelfTest.Trial {
  /** Shares of the points of a class that are labelled so; the known zone is an easy one. */
  private static final double CONDUCTOR_SHARE_MIN = 0.8;

  private static final double GROUND_SHARE_MIN = 0.95;

  private final Supplier<Classifier> opener;

  /**
   * @param opener of what labels now; it is closed after its zone
   */
  public ModelTrial(Supplier<Classifier> opener) {
    this.opener = opener;
  }

  @Override
  public List<TestStep> run() {
    KnownZone known = KnownZone.make();
    Zone zone = known.zone();
    long start = System.nanoTime();
    try (Classifier classifier = opener.get()) {
      classifier.classify(zone);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double conductor = known.share(ClassLabel.CONDUCTOR);
    double ground = known.share(ClassLabel.GROUND);
    String found =
        String.format(
            Locale.ROOT,
            "%s labels %.1f %% of a known wire and %.1f %% of known ground right, %,d points in %.0f ms",
            zone.classifier,
            conductor * 100,
            ground * 100,
            zone.size,
            seconds * 1e3);
    String expected =
        String.format(
            Locale.ROOT,
            "%.0f %% and %.0f %% at least",
            CONDUCTOR_SHARE_MIN * 100,
            GROUND_SHARE_MIN * 100);
    return List.of(
        conductor >= CONDUCTOR_SHARE_MIN && ground >= GROUND_SHARE_MIN
            ? TestStep.passed("model", found, expected)
            : TestStep.failed(
                "model",
                found,
                expected,
                "Install the model that belongs to this software, or set classification.model:"
                    + " rules."));
  }
}
