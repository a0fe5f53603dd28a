package dev.catenary.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A power line along the east axis of a local frame: rolling ground, poles with three conductors,
 * trees of which some stand too close, and houses. The same for the same seed.
 */
public final class Corridor {
  private static final double SPAN_METRES = 80;
  private static final double POLE_METRES = 14;
  private static final double BUCKET_METRES = 16;
  private static final int REACH_BUCKETS = 2;

  private final List<Wire> wires = new ArrayList<>();
  private final List<List<Blob>> blobs = new ArrayList<>();
  private final List<List<Column>> columns = new ArrayList<>();
  private final List<List<Box>> boxes = new ArrayList<>();

  /**
   * @param lengthMetres from the origin to the east
   */
  public Corridor(double lengthMetres, long seed) {
    int buckets = (int) Math.ceil(lengthMetres / BUCKET_METRES) + 1;
    for (int i = 0; i < buckets; i++) {
      blobs.add(new ArrayList<>());
      columns.add(new ArrayList<>());
      boxes.add(new ArrayList<>());
    }
    for (double north : new double[] {-1.2, 0, 1.2}) {
      wires.add(new Wire(north, POLE_METRES, SPAN_METRES, 900, 0.009));
    }
    for (double east = 0; east <= lengthMetres; east += SPAN_METRES) {
      add(new Column(east, 0, ground(east, 0) - 1, POLE_METRES, 0.17, TrueClass.POLE));
    }
    Random random = new Random(seed);
    for (double east = 3; east < lengthMetres; east += 4 + random.nextDouble() * 10) {
      boolean tooClose = random.nextInt(12) == 0;
      double side = random.nextBoolean() ? 1 : -1;
      double north = tooClose ? side * 2.6 : side * (8 + random.nextDouble() * 25);
      tree(east, north, tooClose ? 12 : 4 + random.nextDouble() * 12, random);
    }
    for (double east = 30; east < lengthMetres; east += 70 + random.nextDouble() * 60) {
      double north = (random.nextBoolean() ? 1 : -1) * (22 + random.nextDouble() * 10);
      double floor = ground(east, north);
      add(new Box(east - 6, east + 6, north - 4, north + 4, floor - 2, floor + 4.5));
    }
  }

  private void tree(double east, double north, double height, Random random) {
    double floor = ground(east, north);
    add(new Column(east, north, floor - 1, floor + height * 0.6, 0.15, TrueClass.VEGETATION));
    int parts = 3 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      double radius = 0.8 + random.nextDouble() * height * 0.12;
      add(
          new Blob(
              east + random.nextGaussian() * height * 0.08,
              north + random.nextGaussian() * height * 0.05,
              floor + height * (0.5 + 0.4 * random.nextDouble()),
              radius,
              radius * 0.9,
              0.6));
    }
  }

  private void add(Blob blob) {
    blobs.get(bucket(blob.x())).add(blob);
  }

  private void add(Column column) {
    columns.get(bucket(column.x())).add(column);
  }

  private void add(Box box) {
    boxes.get(bucket((box.x0() + box.x1()) / 2)).add(box);
  }

  private int bucket(double east) {
    return Math.max(0, Math.min(blobs.size() - 1, (int) (east / BUCKET_METRES)));
  }

  public List<Wire> wires() {
    return List.copyOf(wires);
  }

  /** Height of the ground in the scene's frame. */
  public static double ground(double east, double north) {
    return 0.8 * Math.sin(east / 60) + 0.6 * Math.sin(north / 35 + 1);
  }

  /**
   * Finds what a beam meets first.
   *
   * @param divergenceRad full angle of the beam
   * @param leaf how deep light gets into leaves this time, as a share of the mean
   */
  public void meet(Ray ray, double divergenceRad, double leaf, Hit hit) {
    groundMeets(ray, hit);
    for (Wire wire : wires) {
      wire.meet(ray, divergenceRad, hit);
    }
    double farEast = ray.x + ray.dx * Math.min(hit.rangeMetres, 60);
    int first = bucket(Math.min(ray.x, farEast)) - REACH_BUCKETS;
    int last = bucket(Math.max(ray.x, farEast)) + REACH_BUCKETS;
    for (int i = Math.max(0, first); i <= Math.min(blobs.size() - 1, last); i++) {
      for (Blob blob : blobs.get(i)) {
        blob.meet(ray, leaf, hit);
      }
      for (Column column : columns.get(i)) {
        column.meet(ray, hit);
      }
      for (Box box : boxes.get(i)) {
        box.meet(ray, hit);
      }
    }
  }

  /** The ground is nearly level: from the level below, a few corrections bring the range. */
  private static void groundMeets(Ray ray, Hit hit) {
    if (ray.dz > -0.05) {
      return;
    }
    double range = -ray.z / ray.dz;
    for (int i = 0; i < 4; i++) {
      range = (ground(ray.x + range * ray.dx, ray.y + range * ray.dy) - ray.z) / ray.dz;
    }
    hit.offer(range, TrueClass.GROUND, 0.25);
  }
}
