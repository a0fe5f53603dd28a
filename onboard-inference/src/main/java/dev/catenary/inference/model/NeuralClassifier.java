package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.WideZone;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.function.Supplier;

/**
 * Labels by two small networks, half-metre cube by cube: the first looks at each cube's features,
 * the second also at what the first has found around it. One thread; its memory grows to the
 * largest zone and stays.
 */
public final class NeuralClassifier implements Classifier {
  /** Height up to which points of no other class are ground. */
  private static final float GROUND_METRES = 0.5f;

  private static final ClassLabel[] LABELS = {
    ClassLabel.CONDUCTOR,
    ClassLabel.TOWER,
    ClassLabel.VEGETATION,
    ClassLabel.BUILDING,
    ClassLabel.UNCLASSIFIED
  };

  private static final int BLOCK = Session.ROWS;

  /** Share of what {@link Foliage} changes that is right, mean over 17 real clouds: 0.84. */
  private static final byte FOLIAGE_CONFIDENCE = (byte) 214;

  private static final int CONDUCTOR = 0;
  private static final int POLE = 1;
  private static final int VEGETATION = 2;
  private static final int BUILDING = 3;
  private static final int OTHER = ContextPool.CLASSES - 1;

  private final String name;
  private final Look first;
  private final Look second;
  private final Reliability reliability;
  private final WideZone wide = new WideZone();
  private final ZoneFeatures features = new ZoneFeatures();
  private final ContextPool context = new ContextPool();
  private final GroundFeet feet = new GroundFeet();
  private final Foliage foliage = new Foliage();
  private final float[] block = new float[BLOCK * Feature.COUNT];
  private final float[] blockScores = new float[BLOCK * ContextPool.CLASSES];
  private float[] scores = new float[0];
  private byte[] labels = new byte[0];
  private byte[] confidences = new byte[0];

  private NeuralClassifier(String name, Look first, Look second, Reliability reliability) {
    this.name = name;
    this.first = first;
    this.second = second;
    this.reliability = reliability;
  }

  /** Opens both networks, or neither stays open. */
  static NeuralClassifier of(
      String name, Supplier<Look> first, Supplier<Look> second, Reliability reliability) {
    Look opened = first.get();
    try {
      return new NeuralClassifier(name, opened, second.get(), reliability);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void classify(Zone zone) {
    Zone seen = wide.of(zone);
    features.fill(seen, zone.size);
    look(seen.id.cellMetres());
    feet.count(features, seen, zone.size, features.keptRows());
    VoxelGrid finest = features.pyramid().finest();
    for (int i = 0; i < zone.size; i++) {
      int voxel = finest.ofPoint(i);
      zone.label[i] =
          feet.isGround(features, seen, i) ? ClassLabel.GROUND.lasCode() : labels[voxel];
      zone.confidence[i] = confidences[voxel];
    }
    zone.classifier = name;
  }

  /** The first look is at all cubes, the second at the zone's own, whose rows are kept. */
  private void look(int cellMetres) {
    int rows = features.rows();
    int ownCubes = features.keptRows();
    if (labels.length < rows) {
      int room = rows + rows / 4;
      scores = new float[room * ContextPool.CLASSES];
      labels = new byte[room];
      confidences = new byte[room];
    }
    first.run(features.values(), null, ownCubes, scores);
    for (int from = ownCubes; from < rows; from += BLOCK) {
      lookBeyond(from, Math.min(BLOCK, rows - from));
    }
    Reliability.softmax(scores, rows);
    context.fill(features, scores, cellMetres, ownCubes);
    second.run(features.values(), context.values(), ownCubes, scores);
    feet.begin(ownCubes);
    markSteel(ownCubes);
    for (int voxel = 0; voxel < ownCubes; voxel++) {
      int at = voxel * ContextPool.CLASSES;
      int best = Reliability.best(scores, at);
      confidences[voxel] = reliability.confidence(scores, at, best);
      if (isFoliage(voxel, best)) {
        best = VEGETATION;
        confidences[voxel] = FOLIAGE_CONFIDENCE;
      }
      feet.cube(features, voxel, best != CONDUCTOR && best != OTHER);
      labels[voxel] =
          best == OTHER && features.value(voxel, Feature.HEIGHT) < GROUND_METRES
              ? ClassLabel.GROUND.lasCode()
              : LABELS[best].lasCode();
    }
  }

  private void markSteel(int ownCubes) {
    boolean seen = foliage.fill(features);
    for (int voxel = 0; voxel < ownCubes && seen; voxel++) {
      if (Reliability.best(scores, voxel * ContextPool.CLASSES) <= POLE) {
        foliage.steel(features, voxel);
      }
    }
  }

  private boolean isFoliage(int voxel, int kind) {
    return switch (kind) {
      case BUILDING -> foliage.isNoRoof(features, voxel);
      case OTHER -> foliage.isLoose(features, voxel);
      default -> false;
    };
  }

  /** Cubes of the margin are looked at once only: their rows need not be kept. */
  private void lookBeyond(int from, int count) {
    features.compute(from, count, block);
    first.run(block, null, count, blockScores);
    System.arraycopy(
        blockScores, 0, scores, from * ContextPool.CLASSES, count * ContextPool.CLASSES);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
