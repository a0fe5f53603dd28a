package dev.catenary.inference.training.score;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledZone;
import dev.catenary.inference.zone.Classifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * One classifier over one cloud, as the service would run it: zone by zone, on one thread.
 *
 * @param nanos time spent in the classifier, features included
 * @param processorNanos of this time, what this thread had a processor for
 */
public record Evaluation(
    ClassScore classes,
    ReliabilityScore reliability,
    long points,
    long nanos,
    long processorNanos) {
  /** Classifies all and compares. */
  public static Evaluation of(Classifier classifier, CloudPoints cloud) {
    ClassScore classes = new ClassScore();
    ReliabilityScore reliability = new ReliabilityScore();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    long processorNanos = 0;
    for (LabelledZone labelled : cloud.zones()) {
      long start = System.nanoTime();
      long processorStart = threads.getCurrentThreadCpuTime();
      classifier.classify(labelled.zone());
      processorNanos += threads.getCurrentThreadCpuTime() - processorStart;
      nanos += System.nanoTime() - start;
      classes.add(labelled.zone(), labelled.truth());
      reliability.add(labelled.zone(), labelled.truth());
    }
    return new Evaluation(classes, reliability, cloud.size, nanos, processorNanos);
  }

  /** Of one core, whatever else the machine does; true while the model's runtime has one thread. */
  public double pointsPerProcessorSecond() {
    return points * 1e9 / processorNanos;
  }

  public double pointsPerSecond() {
    return points * 1e9 / nanos;
  }
}
