package dev.catenary.inference.wire;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A simulated line of three spans of one length, two wires on poles, and trees at known distances
 * from where its wires swing and sag to. The truth is a search over all places a wire takes, by the
 * textbook's catenary; nothing of it comes from the code under test.
 */
final class LineOfSpans {
  private static final int SPANS = 3;
  private static final double[] SIDES = {-1.6, 1.6};
  private static final double NOISE_METRES = 0.02;
  private static final double WIRE_POINTS_PER_METRE = 10;
  private static final double CORRIDOR_METRES = 12;

  final double lengthMetres;
  final double swingDegrees;
  final double addedSagMetres;
  final double requiredMetres;
  final List<Tree> trees = new ArrayList<>();

  private final Random random;
  private final double a;
  private final double poleMetres;
  private final double east;
  private final double north;
  private final double headingEast;
  private final double headingNorth;
  private final Map<ZoneId, Zone> zones = new HashMap<>();

  /** A ball of leaves; along, to the right and up, and its true distance from the loaded wires. */
  record Tree(double along, double right, double up, double radius, double trueMetres) {}

  LineOfSpans(long seed) {
    random = new Random(seed);
    lengthMetres = 80 + 420 * random.nextDouble();
    double sag = lengthMetres * (0.012 + 0.02 * random.nextDouble());
    a = lengthMetres * lengthMetres / (8 * sag);
    poleMetres = sag + 10 + 6 * random.nextDouble();
    double heading = Math.PI * 2 * random.nextDouble();
    headingEast = Math.cos(heading);
    headingNorth = Math.sin(heading);
    east = 320_000 + 500 * random.nextDouble();
    north = 5_812_000 + 500 * random.nextDouble();
    swingDegrees = 15 + 25 * random.nextDouble();
    addedSagMetres = 0.3 + sag * 0.15 * random.nextDouble();
    requiredMetres = 2 + 2 * random.nextDouble();
    for (int span = 0; span < SPANS; span++) {
      double apart = Math.max(45, lengthMetres / 3);
      for (double at = 20 + 10 * random.nextDouble(); at < lengthMetres - 20; at += apart) {
        tree(span * lengthMetres + at);
      }
    }
    points();
  }

  /** Height of a wire as it hangs, at a place of its span. */
  private double hanging(double alongSpan) {
    double half = lengthMetres / 2;
    return poleMetres + a * (Math.cosh((alongSpan - half) / a) - Math.cosh(half / a));
  }

  private void tree(double along) {
    double alongSpan = along % lengthMetres;
    double share = alongSpan / lengthMetres;
    double depth = poleMetres - hanging(alongSpan) + addedSagMetres * 4 * share * (1 - share);
    double swing = Math.toRadians(swingDegrees);
    int side = random.nextBoolean() ? 1 : -1;
    double radius = 1 + random.nextDouble();
    double off = 0.25 + 1.2 * random.nextDouble();
    double distance = random.nextInt(3) > 0 ? requiredMetres - off : requiredMetres + off;
    double right = side * (SIDES[1] + depth * Math.sin(swing) + distance + radius);
    double up = poleMetres - depth * Math.cos(swing);
    double truth = trueMetres(along, right, up) - radius;
    if (truth > 0.2 && Math.abs(truth - requiredMetres) > 0.2) {
      trees.add(new Tree(along, right, up, radius, truth));
    }
  }

  /** Distance of a place from all that the wires take, searched in steps. */
  private double trueMetres(double along, double right, double up) {
    double least = Double.MAX_VALUE;
    for (double wireSide : SIDES) {
      for (double s = along - 8; s <= along + 8; s += 0.2) {
        double alongSpan = Math.floorMod((long) (s * 1e3), (long) (lengthMetres * 1e3)) / 1e3;
        double share = alongSpan / lengthMetres;
        double depth = poleMetres - hanging(alongSpan);
        double added = addedSagMetres * 4 * share * (1 - share);
        for (double degrees = -swingDegrees; degrees <= swingDegrees + 1e-9; degrees += 0.5) {
          double sin = Math.sin(Math.toRadians(Math.min(degrees, swingDegrees)));
          double cos = Math.sqrt(1 - sin * sin);
          for (int step = 0; step <= 8; step++) {
            double hang = depth + added * step / 8;
            double dx = along - s;
            double dy = right - wireSide - hang * sin;
            double dz = up - poleMetres + hang * cos;
            least = Math.min(least, dx * dx + dy * dy + dz * dz);
          }
        }
      }
    }
    return Math.sqrt(least);
  }

  private void points() {
    double length = SPANS * lengthMetres;
    for (double side : SIDES) {
      for (int i = 0; i < length * WIRE_POINTS_PER_METRE; i++) {
        double s = length * random.nextDouble();
        put(
            s + NOISE_METRES * random.nextGaussian(),
            side + NOISE_METRES * random.nextGaussian(),
            hanging(s % lengthMetres) + NOISE_METRES * random.nextGaussian(),
            ClassLabel.CONDUCTOR);
      }
    }
    for (int pole = 0; pole <= SPANS; pole++) {
      for (int i = 0; i < 250; i++) {
        double up = poleMetres * random.nextDouble();
        double turn = 2 * Math.PI * random.nextDouble();
        put(
            pole * lengthMetres + 0.15 * Math.cos(turn),
            0.15 * Math.sin(turn),
            up,
            ClassLabel.TOWER);
        double arm = 2 * SIDES[1] * (random.nextDouble() - 0.5);
        put(
            pole * lengthMetres + 0.06 * random.nextGaussian(),
            arm,
            poleMetres - 0.15 + 0.05 * random.nextGaussian(),
            ClassLabel.TOWER);
      }
    }
    for (int i = 0; i < length * 2 * CORRIDOR_METRES * 2; i++) {
      put(
          length * random.nextDouble(),
          CORRIDOR_METRES * (2 * random.nextDouble() - 1),
          0.05 * random.nextGaussian(),
          ClassLabel.GROUND);
    }
    for (Tree tree : trees) {
      int leaves = (int) (4 * Math.PI * tree.radius() * tree.radius() * 120);
      for (int i = 0; i < leaves; i++) {
        double z = 2 * random.nextDouble() - 1;
        double turn = 2 * Math.PI * random.nextDouble();
        double out = tree.radius() * Math.sqrt(1 - z * z);
        put(
            tree.along() + out * Math.cos(turn),
            tree.right() + out * Math.sin(turn),
            tree.up() + tree.radius() * z,
            ClassLabel.VEGETATION);
      }
    }
  }

  private void put(double along, double right, double up, ClassLabel label) {
    double x = east + along * headingEast + right * headingNorth;
    double y = north + along * headingNorth - right * headingEast;
    int column = (int) Math.floor(x / 32);
    int row = (int) Math.floor(y / 32);
    Zone zone =
        zones.computeIfAbsent(new ZoneId("EPSG:32755", 32, column, row), id -> new Zone(id, 1_024));
    zone.ensureCapacity(zone.size + 1);
    zone.xMillimetres[zone.size] = (int) Math.round(1e3 * (x - column * 32.0));
    zone.yMillimetres[zone.size] = (int) Math.round(1e3 * (y - row * 32.0));
    zone.zMillimetres[zone.size] = (int) Math.round(1e3 * up);
    zone.confidence[zone.size] = (byte) 200;
    zone.label[zone.size++] = label.lasCode();
  }

  /** The zones as a vehicle that follows the line leaves them, nearly in order. */
  List<Zone> zonesInOrder() {
    Map<Zone, Double> left = new HashMap<>();
    for (Zone zone : zones.values()) {
      double x = zone.id.originEastingMetres() + 16 - east;
      double y = zone.id.originNorthingMetres() + 16 - north;
      left.put(zone, x * headingEast + y * headingNorth + 40 * random.nextDouble());
    }
    List<Zone> order = new ArrayList<>(zones.values());
    order.sort(
        Comparator.<Zone>comparingDouble(left::get)
            .thenComparing(zone -> zone.id.column())
            .thenComparing(zone -> zone.id.row()));
    return order;
  }

  /** Distance of a place in the map frame from a tree's middle. */
  double fromTree(Tree tree, double easting, double northing, double height) {
    double x = east + tree.along() * headingEast + tree.right() * headingNorth;
    double y = north + tree.along() * headingNorth - tree.right() * headingEast;
    return Math.sqrt(
        (easting - x) * (easting - x)
            + (northing - y) * (northing - y)
            + (height - tree.up()) * (height - tree.up()));
  }

  ClearanceRules rules() {
    return new ClearanceRules(
        "simulated 1",
        List.of(
            new ClearanceRule(
                "r",
                "any",
                "any",
                0,
                500,
                "any",
                0,
                0.5,
                requiredMetres,
                0,
                0,
                Math.toRadians(swingDegrees),
                addedSagMetres,
                100)));
  }
}
