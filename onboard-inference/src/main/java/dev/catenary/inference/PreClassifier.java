package dev.catenary.inference;

import dev.catenary.inference.model.Classifier;
import dev.catenary.inference.model.RulesClassifier;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.proto.zone.Zone;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The front door: a closed zone goes in, and comes out labelled, with its wires and what is too
 * near them, and ranked. One thread; the classifier can be replaced by any thread, from the next
 * zone on, and the thread that processes closes it.
 */
public final class PreClassifier implements AutoCloseable {
  /** Stands in {@link #next} when there will be no next zone. */
  private static final Classifier CLOSED = new RulesClassifier();

  private final ZoneWires wires;
  private final ZoneRanker ranker;
  private final AtomicReference<@Nullable Classifier> next = new AtomicReference<>();
  private Classifier classifier;

  public PreClassifier(Classifier classifier, ZoneWires wires, ZoneRanker ranker) {
    this.classifier = classifier;
    this.wires = wires;
    this.ranker = ranker;
  }

  public void process(Zone zone) {
    Classifier replacement = next.getAndSet(null);
    if (replacement != null) {
      classifier.close();
      classifier = replacement;
    }
    classifier.classify(zone);
    wires.process(zone);
    ranker.rank(zone);
  }

  /**
   * Labels by this one from the next zone on; the one before is closed by then. After {@link
   * #close} the replacement is closed at once.
   */
  public void replace(Classifier replacement) {
    Classifier before = next.getAndUpdate(now -> now == CLOSED ? CLOSED : replacement);
    if (before == CLOSED) {
      replacement.close();
    } else if (before != null) {
      before.close();
    }
  }

  /** Closes the classifier, and one that has come too late for a zone; no zone may follow. */
  @Override
  public void close() {
    Classifier late = next.getAndSet(CLOSED);
    if (late == CLOSED) {
      return;
    }
    if (late != null) {
      late.close();
    }
    classifier.close();
  }
}
