package dev.catenary.inference;

import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.zone.Zone;
import org.jspecify.annotations.Nullable;

/**
 * The front door: a closed zone goes in, and comes out labelled, with its wires and what is too
 * near them, and ranked. One thread; classifier and rules can be replaced by any thread, from the
 * next zone on, and the thread that processes closes the classifier.
 */
public final class PreClassifier implements AutoCloseable {
  private ZoneWires wires;
  private final ZoneRanker ranker;
  private Classifier classifier;
  private @Nullable Classifier next;
  private @Nullable ZoneWires nextWires;
  private boolean closed;

  public PreClassifier(Classifier classifier, ZoneWires wires, ZoneRanker ranker) {
    this.classifier = classifier;
    this.wires = wires;
    this.ranker = ranker;
  }

  public void process(Zone zone) {
    Classifier replacement = takeNext();
    if (replacement != null) {
      classifier.close();
      classifier = replacement;
    }
    wires = takeWires();
    classifier.classify(zone);
    wires.process(zone);
    ranker.rank(zone);
  }

  private synchronized @Nullable Classifier takeNext() {
    Classifier taken = next;
    next = null;
    return taken;
  }

  private synchronized ZoneWires takeWires() {
    ZoneWires taken = nextWires;
    nextWires = null;
    return taken == null ? wires : taken;
  }

  /** Looks for wires and findings by these from the next zone on. */
  public synchronized void replace(ZoneWires replacement) {
    nextWires = replacement;
  }

  /**
   * Labels by this one from the next zone on; the one before is closed by then. After {@link
   * #close} the replacement is closed at once.
   */
  public synchronized void replace(Classifier replacement) {
    Classifier unneeded = closed ? replacement : next;
    if (!closed) {
      next = replacement;
    }
    if (unneeded != null) {
      unneeded.close();
    }
  }

  /** Closes the classifier, and one that has come too late for a zone; no zone may follow. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Classifier late = takeNext();
    if (late != null) {
      late.close();
    }
    classifier.close();
  }
}
