package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.laz.CopcWriter.Node;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sorts the points of a survey into the nodes of an octree, one zone after the other. Each node has
 * at most one point in each cell of a grid of 128 a side; what a node does not take goes down.
 * Nodes wider than a zone are kept in memory until the end; those within a zone are written at
 * once.
 */
final class CopcTree {
  /** Cells along a node's side. */
  static final int GRID = 128;

  /** A node of no more points has no nodes below it. */
  private static final int LEAF_POINTS = 50_000;

  /** Points nearer to each other than a cell of that level stay together. */
  private static final int LEVELS_BELOW_ZONE = 8;

  private static final int AXIS_BITS = 19;
  private static final ZoneId NOWHERE = new ZoneId("none", 1, 0, 0);

  private final CopcCube cube;
  private final CopcWriter writer;
  private final long sideMillimetres;
  private final LongSet upperCells = new LongSet();
  private final LongSet cells = new LongSet();
  private final Map<Node, Zone> upper = new HashMap<>();
  private final Map<Column, Zone> strays = new TreeMap<>(Column.SOUTH_WEST_FIRST);
  private final Zone gathered = new Zone(NOWHERE, LEAF_POINTS);

  /** A zone's square, counted from the cube's corner. */
  private record Column(int x, int y) {
    private static final Comparator<Column> SOUTH_WEST_FIRST =
        Comparator.comparingInt(Column::x).thenComparingInt(Column::y);
  }

  CopcTree(CopcCube cube, CopcWriter writer) {
    this.cube = cube;
    this.writer = writer;
    this.sideMillimetres = cube.sideMetres() * 1_000;
  }

  /**
   * Takes all points of one zone, of each zone once and from the south-west on: by column, then by
   * row. A point that was rounded to the square's upper edge is of the next square, which so comes
   * later.
   *
   * @param zone in the cube's coordinates: millimetres from its corner and floor
   * @param x the zone's column, counted from the cube's corner
   * @param y its row
   */
  void add(Zone zone, int x, int y) throws IOException {
    Column own = new Column(x, y);
    Zone earlier = strays.remove(own);
    for (int i = 0; earlier != null && i < earlier.size; i++) {
      append(earlier, i, zone);
    }
    int[] rest = new int[zone.size];
    int left = 0;
    for (int i = 0; i < zone.size; i++) {
      if (isTakenAboveZones(zone, i)) {
        continue;
      }
      Node node = nodeOf(zone, i, cube.zoneLevel());
      Column there = new Column(node.x(), node.y());
      if (there.equals(own)) {
        rest[left++] = i;
      } else {
        append(zone, i, strays.computeIfAbsent(there, _ -> new Zone(NOWHERE, 64)));
      }
    }
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < left; i++) {
      int z = place(zone.zMillimetres[rest[i]], cube.zoneLevel(), 1);
      least = Math.min(least, z);
      most = Math.max(most, z);
    }
    for (int z = least; z <= most; z++) {
      int floor = z;
      int[] there =
          Arrays.stream(rest, 0, left)
              .filter(i -> place(zone.zMillimetres[i], cube.zoneLevel(), 1) == floor)
              .toArray();
      if (there.length > 0) {
        below(zone, there, nodeOf(zone, there[0], cube.zoneLevel()));
      }
    }
  }

  private boolean isTakenAboveZones(Zone zone, int i) {
    for (int level = 0; level < cube.zoneLevel(); level++) {
      if (upperCells.add(cell(zone, i, level))) {
        Zone node = upper.computeIfAbsent(nodeOf(zone, i, level), _ -> new Zone(NOWHERE, 64));
        append(zone, i, node);
        return true;
      }
    }
    return false;
  }

  /** The number of a node, or of a cell in it, along one axis. */
  private int place(int millimetres, int level, int parts) {
    return (int) ((((long) millimetres * parts) << level) / sideMillimetres);
  }

  private Node nodeOf(Zone zone, int i, int level) {
    return new Node(
        level,
        place(zone.xMillimetres[i], level, 1),
        place(zone.yMillimetres[i], level, 1),
        place(zone.zMillimetres[i], level, 1));
  }

  /** The cell's number within its level. Of levels above the zones' no two have the same. */
  private long cell(Zone zone, int i, int level) {
    long x = place(zone.xMillimetres[i], level, GRID);
    long y = place(zone.yMillimetres[i], level, GRID);
    long z = place(zone.zMillimetres[i], level, GRID);
    long mask = (1L << AXIS_BITS) - 1;
    return ((long) level << (3 * AXIS_BITS))
        | ((x & mask) << (2 * AXIS_BITS))
        | ((y & mask) << AXIS_BITS)
        | (z & mask);
  }

  private void below(Zone zone, int[] points, Node node) throws IOException {
    boolean isLeaf =
        points.length <= LEAF_POINTS || node.level() >= cube.zoneLevel() + LEVELS_BELOW_ZONE;
    int[] own = points;
    int[] rest = new int[0];
    if (!isLeaf) {
      cells.clear();
      own = new int[points.length];
      rest = new int[points.length];
      int taken = 0;
      int left = 0;
      for (int i : points) {
        if (cells.add(cell(zone, i, node.level()) & Long.MAX_VALUE)) {
          own[taken++] = i;
        } else {
          rest[left++] = i;
        }
      }
      own = Arrays.copyOf(own, taken);
      rest = Arrays.copyOf(rest, left);
    }
    gathered.reset(NOWHERE);
    for (int i : own) {
      append(zone, i, gathered);
    }
    writer.node(node, gathered);
    for (int child = 0; child < 8 && rest.length > 0; child++) {
      Node of =
          new Node(
              node.level() + 1,
              2 * node.x() + (child & 1),
              2 * node.y() + (child >> 1 & 1),
              2 * node.z() + (child >> 2));
      int[] there =
          Arrays.stream(rest).filter(i -> nodeOf(zone, i, of.level()).equals(of)).toArray();
      if (there.length > 0) {
        below(zone, there, of);
      }
    }
  }

  private static void append(Zone from, int i, Zone to) {
    to.ensureCapacity(to.size + 1);
    int at = to.size++;
    to.xMillimetres[at] = from.xMillimetres[i];
    to.yMillimetres[at] = from.yMillimetres[i];
    to.zMillimetres[at] = from.zMillimetres[i];
    to.gpsTimeNanos[at] = from.gpsTimeNanos[i];
    to.intensity[at] = from.intensity[i];
    to.lasReturns[at] = from.lasReturns[i];
    to.ring[at] = from.ring[i];
    to.scanAngle[at] = from.scanAngle[i];
    to.sensor[at] = from.sensor[i];
    to.label[at] = from.label[i];
    to.confidence[at] = from.confidence[i];
  }

  /** Writes what is left: points on edges beyond the last zones, and the nodes above the zones. */
  void finish() throws IOException {
    while (!strays.isEmpty()) {
      Column first = strays.keySet().iterator().next();
      add(new Zone(NOWHERE, 64), first.x(), first.y());
    }
    Comparator<Node> order =
        Comparator.comparingInt(Node::level)
            .thenComparingInt(Node::x)
            .thenComparingInt(Node::y)
            .thenComparingInt(Node::z);
    for (Map.Entry<Node, Zone> node :
        upper.entrySet().stream().sorted(Map.Entry.comparingByKey(order)).toList()) {
      writer.node(node.getKey(), node.getValue());
    }
  }
}
