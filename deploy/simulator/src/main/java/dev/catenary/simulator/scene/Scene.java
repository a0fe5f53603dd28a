package dev.catenary.simulator.scene;

import java.util.List;
import java.util.SplittableRandom;

/** Ground and all that stands on it. Any number of threads cast beams into it. */
public final class Scene {
  private static final double GRASS_REFLECTIVITY = 0.4;
  private static final double ROAD_REFLECTIVITY = 0.15;

  /** Most light goes on into the water or is mirrored away. */
  private static final double WATER_REFLECTIVITY = 0.012;

  private final Terrain terrain;
  private final Road road;
  private final Lake lake;
  private final List<Shape> shapes;
  private final ShapeGrid grid;

  Scene(Terrain terrain, Road road, Lake lake, List<Shape> shapes) {
    this.terrain = terrain;
    this.road = road;
    this.lake = lake;
    this.shapes = List.copyOf(shapes);
    this.grid = new ShapeGrid(shapes);
  }

  public Terrain terrain() {
    return terrain;
  }

  public Road road() {
    return road;
  }

  /** Room for what one thread's beams meet. */
  public Echoes newEchoes() {
    return new Echoes(shapes.size());
  }

  /** Finds what the beam meets up to a range, nearest first. */
  public void cast(Beam beam, double rangeMetresMax, Echoes echoes, SplittableRandom random) {
    echoes.clear(rangeMetresMax);
    ground(beam, rangeMetresMax, echoes);
    grid.meet(beam, echoes, random);
  }

  /** The same by asking every shape; slow, and what the grid is held to. */
  void castAtAll(Beam beam, double rangeMetresMax, Echoes echoes, SplittableRandom random) {
    echoes.clear(rangeMetresMax);
    ground(beam, rangeMetresMax, echoes);
    for (Shape shape : shapes) {
      shape.meet(beam, echoes, random);
    }
  }

  private void ground(Beam beam, double rangeMetresMax, Echoes echoes) {
    double range = terrain.meet(beam, rangeMetresMax);
    if (range >= rangeMetresMax) {
      return;
    }
    double north = beam.y + range * beam.dy;
    if (lake.isOn(north)) {
      echoes.offer(range, 1, WATER_REFLECTIVITY * -beam.dz, TrueClass.WATER, 0);
    } else if (road.isOn(north)) {
      echoes.offer(range, 1, ROAD_REFLECTIVITY, TrueClass.ROAD, 0);
    } else {
      echoes.offer(range, 1, GRASS_REFLECTIVITY, TrueClass.GROUND, 0);
    }
  }
}
