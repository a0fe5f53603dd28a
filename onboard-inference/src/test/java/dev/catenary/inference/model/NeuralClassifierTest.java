package dev.catenary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.catenary.inference.scene.Scene;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped networks on a made-up place. */
final class NeuralClassifierTest {
  private static final double GROUND = 20;

  private static NeuralClassifier int8;
  private static NeuralClassifier fp32;

  @BeforeAll
  static void open() throws IOException {
    NeuralModel model = NeuralModel.shipped();
    int8 = model.classifier(1);
    fp32 = model.fp32Classifier(1);
  }

  @AfterAll
  static void close() {
    int8.close();
    fp32.close();
  }

  /** Ground, a tree beside, a wire over all. */
  private static Scene place(double headingRad) {
    return new Scene(5).ground(0, 0, GROUND).tree(7, 7, 8, 3, 1_500).wire(headingRad, 4, 14, 12);
  }

  private static double share(Zone zone, int from, int to, ClassLabel wanted) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += zone.label[i] == wanted.lasCode() ? 1 : 0;
    }
    return (double) count / (to - from);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 0.9, 1.5})
  void wireIsFoundAtAnyHeading(double headingRad) {
    Scene scene = place(headingRad);
    int ground = (int) (32 * 32 * GROUND);
    int wire = ground + 1_500;
    int8.classify(scene.zone());
    assertThat(share(scene.zone(), wire, scene.size(), ClassLabel.CONDUCTOR)).isGreaterThan(0.95);
    assertThat(share(scene.zone(), 0, ground, ClassLabel.GROUND)).isGreaterThan(0.95);
    assertThat(share(scene.zone(), ground, wire, ClassLabel.VEGETATION)).isGreaterThan(0.8);
  }

  /** As few as an aeroplane sees of the ground, as many as a car of what it passes. */
  @ParameterizedTest
  @ValueSource(ints = {5, 20, 100, 500, 2_000})
  void wireIsFoundAtAnyDensity(int pointsPerSquareMetre) {
    Scene scene = new Scene(6).ground(0, 0, pointsPerSquareMetre);
    int ground = scene.size();
    scene.tree(7, 7, 8, 3, 40 * pointsPerSquareMetre);
    int wire = scene.size();
    scene.wire(0.4, 4, 14, 2 + pointsPerSquareMetre / 10.0);
    int8.classify(scene.zone());
    assertThat(share(scene.zone(), wire, scene.size(), ClassLabel.CONDUCTOR)).isGreaterThan(0.95);
    assertThat(share(scene.zone(), 0, ground, ClassLabel.GROUND)).isGreaterThan(0.95);
    assertThat(share(scene.zone(), ground, wire, ClassLabel.VEGETATION)).isGreaterThan(0.8);
  }

  @Test
  void int8LabelsAsFp32Does() {
    Zone zone = place(0.3).zone();
    fp32.classify(zone);
    byte[] expected = Arrays.copyOf(zone.label, zone.size);
    int8.classify(zone);
    int same = 0;
    for (int i = 0; i < zone.size; i++) {
      same += zone.label[i] == expected[i] ? 1 : 0;
    }
    assertThat((double) same / zone.size).isGreaterThan(0.99);
  }

  @Test
  void firstNetworkIsClosedWhenTheSecondIsRefused() {
    AtomicInteger closed = new AtomicInteger();
    Look first =
        new Look() {
          @Override
          public void run(float[] features, float[] context, int rows, float[] logits) {}

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    assertThatThrownBy(
            () ->
                NeuralClassifier.of(
                    "half",
                    () -> first,
                    () -> {
                      throw new ModelRefused("the second");
                    },
                    new Reliability(1)))
        .isInstanceOf(ModelRefused.class)
        .hasMessage("the second");
    assertThat(closed).hasValue(1);
  }

  @Test
  void zoneIsNamedAfterTheModel() {
    Zone zone = place(0).zone();
    int8.classify(zone);
    assertThat(zone.classifier).isEqualTo(int8.name());
  }

  /** A zone that holds the last half metre of a tree, and what lies west of it. */
  @Test
  void marginIsSeenAndNotLabelled() {
    Scene whole = new Scene(6).ground(0, 0, GROUND).tree(16, 16, 9, 3, 6_000);
    int ground = (int) (32 * 32 * GROUND);
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, 0), whole.size());
    Zone margin = new Zone(zone.id, whole.size());
    int tree = 0;
    for (int pass = 0; pass < 2; pass++) {
      tree = zone.size;
      for (int i = pass == 0 ? 0 : ground; i < (pass == 0 ? ground : whole.size()); i++) {
        int x = whole.zone().xMillimetres[i] - 18_500;
        add(x < 0 ? margin : zone, whole.zone(), i, x);
      }
    }
    int8.classify(zone);
    double alone = share(zone, tree, zone.size, ClassLabel.VEGETATION);
    zone.margin = margin;
    int8.classify(zone);
    assertThat(share(zone, tree, zone.size, ClassLabel.VEGETATION)).isGreaterThan(0.98);
    assertThat(alone).isLessThan(0.95);
    assertThat(margin.label).containsOnly((byte) 0);
  }

  private static void add(Zone to, Zone from, int point, int x) {
    to.xMillimetres[to.size] = x;
    to.yMillimetres[to.size] = from.yMillimetres[point];
    to.zMillimetres[to.size] = from.zMillimetres[point];
    to.lasReturns[to.size] = from.lasReturns[point];
    to.size++;
  }

  @Test
  void emptyZoneIsNoTrouble() {
    int8.classify(new Scene(1).zone());
  }

  @Test
  void memoryOfOursDoesNotGrowByPoints() {
    Zone zone = place(0.2).zone();
    for (int round = 0; round < 20; round++) {
      int8.classify(zone);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(thread);
    int8.classify(zone);
    long bytes = threads.getThreadAllocatedBytes(thread) - before;
    // ONNX Runtime's own few objects for each thousand cubes; nothing for a point.
    assertThat(bytes).isLessThan(zone.size);
  }
}
