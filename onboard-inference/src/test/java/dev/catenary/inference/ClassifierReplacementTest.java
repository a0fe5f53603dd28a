package dev.catenary.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A classifier is replaced while zones flow: each zone has one that was open, none is lost. */
final class ClassifierReplacementTest {
  private static final int ZONES = 3_000;

  private final AtomicInteger usedAfterClose = new AtomicInteger();
  private final List<Numbered> all = new ArrayList<>();

  private final class Numbered implements Classifier {
    private volatile int closed;

    @Override
    public String name() {
      return "numbered";
    }

    @Override
    public void classify(Zone zone) {
      usedAfterClose.addAndGet(closed);
      zone.classifier = name();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private Numbered next() {
    Numbered next = new Numbered();
    all.add(next);
    return next;
  }

  @Test
  void everyZoneIsLabelledAndEachOldClassifierClosedOnce() throws InterruptedException {
    PreClassifier preClassifier =
        new PreClassifier(next(), new ZoneWires(ClearanceRules.NONE), new ZoneRanker());
    Zone zone = new Scene(1).ground(0, 0, 0.1).zone();
    AtomicInteger labelled = new AtomicInteger();
    Thread worker =
        new Thread(
            () -> {
              for (int i = 0; i < ZONES; i++) {
                zone.classifier = "none";
                preClassifier.process(zone);
                labelled.addAndGet(zone.classifier.equals("numbered") ? 1 : 0);
              }
            });
    worker.start();
    while (worker.isAlive() && all.size() < 10_000) {
      preClassifier.replace(next());
    }
    worker.join();
    preClassifier.process(zone);
    assertThat(labelled).hasValue(ZONES);
    assertThat(usedAfterClose).hasValue(0);
    Numbered last = all.removeLast();
    assertThat(last.closed).isZero();
    assertThat(all).allMatch(one -> one.closed == 1);
  }

  @Test
  void nothingStaysOpenAfterTheEndWhenEverItCame() {
    PreClassifier preClassifier =
        new PreClassifier(next(), new ZoneWires(ClearanceRules.NONE), new ZoneRanker());
    preClassifier.process(new Scene(1).ground(0, 0, 0.1).zone());
    preClassifier.replace(next());
    preClassifier.close();
    preClassifier.replace(next());
    preClassifier.close();
    assertThat(all).hasSize(3).allMatch(one -> one.closed == 1);
  }

  @Test
  void eachZoneIsJudgedByOneRuleFileAndNoneIsLost() throws InterruptedException {
    PreClassifier preClassifier =
        new PreClassifier(
            new RulesClassifier(),
            new ZoneWires(new ClearanceRules("0", List.of())),
            new ZoneRanker());
    Zone zone = new Scene(1).ground(0, 0, 0.1).zone();
    List<Integer> versions = new ArrayList<>();
    Thread worker =
        new Thread(
            () -> {
              for (int i = 0; i < 200; i++) {
                zone.rulesVersion = "-1";
                preClassifier.process(zone);
                versions.add(Integer.valueOf(zone.rulesVersion));
              }
            });
    worker.start();
    int last = 0;
    while (worker.isAlive() && last < 100_000) {
      last++;
      preClassifier.replace(new ZoneWires(new ClearanceRules(last + "", List.of())));
    }
    worker.join();
    preClassifier.process(zone);
    assertThat(versions).hasSize(200).isSorted().doesNotContain(-1);
    assertThat(zone.rulesVersion).isEqualTo(last + "");
  }
}
