package dev.catenary.simulator.scene;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a corridor along the east axis: a pole line on it, a road to its south, a tower line or
 * a lake to its north. Around stand trees, of which some stand too close to a conductor, houses,
 * fences and vehicles, as the kind of scene has them. The same for the same seed.
 */
public final class Corridor {
  private static final double ROAD_NORTH_METRES = -9;
  private static final double ROAD_WIDTH_METRES = 6.4;
  private static final double WEST_METRES = -60;
  private static final double BEYOND_METRES = 60;
  private static final double BESIDE_METRES = 130;
  private static final double FIRST_TOWER_METRES = -150;
  private static final double TOWERS_NORTH_METRES = 24;
  private static final double FENCE_NORTH_METRES = 13;
  private static final double POST_METRES = 4;
  private static final double[] FENCE_WIRES = {0.35, 0.75, 1.15};
  private static final Lake LAKE = new Lake(19, -3);

  private final SceneKind kind;
  private final double east;
  private final SplittableRandom random;
  private final Lake lake;
  private final Terrain terrain;
  private final SceneParts parts;
  private int treesTooClose;

  private Corridor(SceneKind kind, double lengthMetres, long seed) {
    this.kind = kind;
    this.east = lengthMetres + BEYOND_METRES;
    this.random = new SplittableRandom(seed);
    this.lake = kind.hasLake ? LAKE : Lake.NONE;
    this.terrain =
        new Terrain(
            WEST_METRES - BEYOND_METRES,
            east + BEYOND_METRES,
            -BESIDE_METRES,
            BESIDE_METRES,
            lake.in(Terrain.rolling(seed)));
    this.parts = new SceneParts(terrain);
  }

  /** Built scene, with the number of trees that stand too close to a conductor. */
  public record Built(Scene scene, int treesTooClose) {}

  /**
   * @param lengthMetres from the origin to the east; what can be seen from there is built too
   */
  public static Built build(SceneKind kind, double lengthMetres, long seed) {
    return new Corridor(kind, lengthMetres, seed).build();
  }

  private Built build() {
    PoleLine poles = kind.hasPoles ? new PoleLine(WEST_METRES, east, parts, random.split()) : null;
    if (kind.hasTowers) {
      TowerLine.build(FIRST_TOWER_METRES, east, TOWERS_NORTH_METRES, parts);
    }
    trees(new Trees(parts, random.split()), poles);
    Buildings buildings = new Buildings(parts, random.split(), poles);
    houses(buildings);
    oncoming(buildings);
    if (kind.hasLake) {
      boats(buildings);
    }
    if (kind.northHouseMetres == 0) {
      wireFence();
    }
    Road road = new Road(ROAD_NORTH_METRES, ROAD_WIDTH_METRES);
    return new Built(new Scene(terrain, road, lake, parts.shapes()), treesTooClose);
  }

  private void trees(Trees trees, @Nullable PoleLine poles) {
    for (double x = WEST_METRES; x < east; x += spread(kind.treeMetres)) {
      double far = random.nextDouble();
      double north = random.nextDouble() < 0.5 ? -16 - far * 60 : 5 + far * 80;
      if (isFreeForTree(north)) {
        trees.any(x, north);
      }
    }
    for (double x = 35; poles != null && x < east - BEYOND_METRES; x += spread(62)) {
      double side = random.nextDouble() < 0.7 ? 1 : -1;
      trees.tooClose(poles.outerConductor(x, side), side, 0.2 + random.nextDouble());
      treesTooClose++;
    }
  }

  private boolean isFreeForTree(double north) {
    boolean isUnderTowers = kind.hasTowers && Math.abs(north - TOWERS_NORTH_METRES) < 9;
    boolean isAtFence = Math.abs(north - FENCE_NORTH_METRES) < 1.5;
    boolean isUnderPoles = north > 0 && north < 8;
    boolean isAmongHouses = kind.northHouseMetres > 0 && north > 12 && north < 25;
    return !isUnderTowers && !isAtFence && !isUnderPoles && !isAmongHouses && !lake.isOn(north);
  }

  private void houses(Buildings buildings) {
    boolean street = kind.northHouseMetres > 0;
    double turnRad = street ? 0.05 : 0.3;
    for (double x = WEST_METRES + 85; x < east; x += spread(kind.houseMetres)) {
      buildings.house(x, street ? -22 : -24 - random.nextDouble() * 8, -1, turnRad);
      if (street) {
        buildings.sideFence(x - 8.5, -16, -34);
      }
    }
    for (double x = WEST_METRES + 80; street && x < east; x += spread(kind.northHouseMetres)) {
      buildings.house(x, 18, 1, turnRad);
      buildings.sideFence(x - 9, 12, 32);
    }
  }

  /** Vehicles on the other side of the road than a survey car. */
  private void oncoming(Buildings buildings) {
    for (double x = 45; x < east; x += spread(kind.northHouseMetres > 0 ? 40 : 105)) {
      buildings.car(parts.ground(x, ROAD_NORTH_METRES - 1.6), 0);
    }
  }

  private void boats(Buildings buildings) {
    for (double x = WEST_METRES; x < east; x += spread(28)) {
      double north = LAKE.shoreMetres() + 5 + random.nextDouble() * 30;
      buildings.boat(new Point(x, north, LAKE.levelMetres()));
    }
  }

  private void wireFence() {
    Point before = null;
    for (double x = WEST_METRES; x < east; x += POST_METRES) {
      Point foot = parts.ground(x, FENCE_NORTH_METRES);
      parts.add(
          new Column(
              foot.x(),
              foot.y(),
              foot.z() - 0.5,
              foot.z() + 1.25,
              0.06,
              0.4,
              TrueClass.FENCE,
              parts.nextObject()));
      if (before != null) {
        for (double height : FENCE_WIRES) {
          parts.string(before.plus(0, 0, height), foot.plus(0, 0, height), Conductor.FENCE_WIRE);
        }
      }
      before = foot;
    }
  }

  /** A distance of the given mean, between half and one and a half of it. */
  private double spread(double meanMetres) {
    return meanMetres * (0.5 + random.nextDouble());
  }
}
