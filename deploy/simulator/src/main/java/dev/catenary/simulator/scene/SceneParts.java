package dev.catenary.simulator.scene;

import java.util.ArrayList;
import java.util.List;

/** Gathers the shapes of a scene while it is built, and numbers its things from 1. */
final class SceneParts {
  private static final double PIECE_METRES = 3;

  private final Terrain terrain;
  private final List<Shape> shapes = new ArrayList<>();
  private int objects;

  SceneParts(Terrain terrain) {
    this.terrain = terrain;
  }

  int nextObject() {
    return ++objects;
  }

  void add(Shape shape) {
    shapes.add(shape);
  }

  List<Shape> shapes() {
    return shapes;
  }

  /** The place on the ground. */
  Point ground(double east, double north) {
    return new Point(east, north, terrain.heightMetres(east, north));
  }

  /**
   * Strings a wire between two points: a true catenary in pieces whose chords are within a
   * millimetre of it.
   */
  void string(Point from, Point to, Conductor conductor) {
    int object = nextObject();
    double span = Math.hypot(to.x() - from.x(), to.y() - from.y());
    Catenary curve = new Catenary(span, to.z() - from.z(), conductor.constantMetres());
    int pieces = (int) Math.ceil(span / PIECE_METRES);
    Point before = from;
    for (int i = 1; i <= pieces; i++) {
      double part = (double) i / pieces;
      Point level = from.towards(to, part);
      Point here = new Point(level.x(), level.y(), from.z() + curve.heightMetres(part * span));
      add(new Rod(before, here, conductor.diameterMetres() / 2, 0.35, conductor.what(), object));
      before = here;
    }
  }

  /** A straight bar, in pieces no longer than a square of the grid. */
  void bar(Point from, Point to, double radius, double reflectivity, TrueClass what, int object) {
    int pieces = Math.max(1, (int) Math.ceil(from.distance(to) / PIECE_METRES));
    for (int i = 0; i < pieces; i++) {
      Point a = from.towards(to, (double) i / pieces);
      Point b = from.towards(to, (i + 1.0) / pieces);
      add(new Rod(a, b, radius, reflectivity, what, object));
    }
  }
}
