package dev.catenary.fleet.stream.pass;

import dev.catenary.fleet.stream.frame.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the findings of one cell over all passes. The result depends on the looks alone and not
 * on the order in which they came, so that a late pass, a corrected clock and a repeat need no
 * care.
 */
public final class Tracker {
  private static final double REACH_METRES = 2;
  private static final double ERRORS = 3;

  /** Less than the halo of a cell, so that both sides of a border make the same matches. */
  private static final double REACH_METRES_MAX = 6;

  /** A wire sags and swings more than it moves along itself. */
  private static final double HEIGHT_METRES_MORE = 3;

  private final Cell cell;
  private final List<Track> tracks = new ArrayList<>();

  private Tracker(Cell cell) {
    this.cell = cell;
  }

  /**
   * Follows.
   *
   * @param looks the newest revision of each event whose zone or findings lie in the cell or its
   *     halo
   */
  public static List<Track> follow(Cell cell, Collection<Look> looks) {
    Map<String, List<Look>> passes = new LinkedHashMap<>();
    looks.stream()
        .sorted(
            Comparator.comparingLong(Look::lastNanos)
                .thenComparing(look -> look.event().getEventId()))
        .forEach(look -> passes.computeIfAbsent(look.pass(), any -> new ArrayList<>()).add(look));
    Tracker tracker = new Tracker(cell);
    passes.values().stream()
        .sorted(Comparator.comparingLong(Tracker::begin).thenComparing(pass -> pass.get(0).pass()))
        .forEach(tracker::pass);
    return tracker.tracks;
  }

  private static long begin(List<Look> pass) {
    return pass.stream().mapToLong(Look::firstNanos).min().orElse(0);
  }

  private record Pair(Track track, int observation, double metres) {}

  private void pass(List<Look> looks) {
    long begin = begin(looks);
    List<Observation> seen = merged(looks);
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (int i = 0; i < seen.size(); i++) {
        Observation before = track.newest();
        if (agree(before, seen.get(i))) {
          pairs.add(new Pair(track, i, metres(before, seen.get(i))));
        }
      }
    }
    // The sort is stable: equal distances keep the order of tracks and observations.
    pairs.sort(Comparator.comparingDouble(Pair::metres));
    Set<Track> matched = new HashSet<>();
    Set<Integer> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (!matched.contains(pair.track) && taken.add(pair.observation)) {
        matched.add(pair.track);
        pair.track.add(seen.get(pair.observation), begin);
      }
    }
    for (Track track : tracks) {
      if (!matched.contains(track)) {
        track.miss(isGone(track, looks), begin);
      }
    }
    for (int i = 0; i < seen.size(); i++) {
      if (!taken.contains(i)) {
        tracks.add(new Track(seen.get(i), begin));
      }
    }
  }

  /** Findings of a pass, each place once: two zones may tell of one at their border. */
  private List<Observation> merged(List<Look> looks) {
    List<Observation> all = new ArrayList<>();
    for (Look look : looks) {
      for (Observation next : Observations.of(look)) {
        if (!cell.sees(next.wire())) {
          continue;
        }
        int same = -1;
        for (int i = 0; i < all.size() && same < 0; i++) {
          if (!all.get(i).source().equals(look) && agree(all.get(i), next)) {
            same = i;
          }
        }
        if (same < 0) {
          all.add(next);
        } else if (next.loadedMetres() < all.get(same).loadedMetres()) {
          all.set(same, next);
        }
      }
    }
    return all;
  }

  private boolean agree(Observation a, Observation b) {
    double reach = reachMetres(a, b);
    return a.obstacleClass() == b.obstacleClass()
        && a.rule().equals(b.rule())
        && flatMetres(a, b) <= reach
        && Math.abs(a.wireHeightMetres() - b.wireHeightMetres()) <= reach + HEIGHT_METRES_MORE;
  }

  private static double reachMetres(Observation a, Observation b) {
    double joint = Math.hypot(a.placeErrorMetres(), b.placeErrorMetres());
    return Math.min(REACH_METRES + ERRORS * joint, REACH_METRES_MAX);
  }

  private double flatMetres(Observation a, Observation b) {
    return Math.hypot(
        cell.xMetres(a.wire()) - cell.xMetres(b.wire()),
        cell.yMetres(a.wire()) - cell.yMetres(b.wire()));
  }

  private double metres(Observation a, Observation b) {
    return Math.hypot(flatMetres(a, b), a.wireHeightMetres() - b.wireHeightMetres());
  }

  /**
   * Gone: each zone of the grid that could have told of it was seen at good quality, and the wire
   * was in one of them.
   */
  private static boolean isGone(Track track, List<Look> looks) {
    Observation last = track.newest();
    double reach = Math.min(REACH_METRES + ERRORS * last.placeErrorMetres(), REACH_METRES_MAX);
    Look some =
        looks.stream()
            .filter(look -> look.covers(look.frame().map(last.place()), 0))
            .findFirst()
            .orElse(null);
    if (some == null) {
      return false;
    }
    double[] place = some.frame().map(last.place());
    double[] wire = some.frame().map(last.wire());
    List<Look> near =
        looks.stream()
            .filter(look -> sameGrid(look, some) && look.covers(place, reach) && look.isGood())
            .toList();
    return squares(near).containsAll(squaresAround(some, place, reach))
        && near.stream().anyMatch(look -> look.sawWire(wire, reach));
  }

  private static boolean sameGrid(Look a, Look b) {
    return a.event().getZone().getCrs().equals(b.event().getZone().getCrs())
        && a.event().getZone().getCellMetres() == b.event().getZone().getCellMetres();
  }

  private static Set<Cell> squares(List<Look> looks) {
    Set<Cell> squares = new HashSet<>();
    looks.forEach(
        look ->
            squares.add(
                new Cell(look.event().getZone().getRow(), look.event().getZone().getColumn())));
    return squares;
  }

  private static Set<Cell> squaresAround(Look grid, double[] mapMetres, double reachMetres) {
    int side = grid.event().getZone().getCellMetres();
    Set<Cell> squares = new HashSet<>();
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        squares.add(
            new Cell(
                (int) Math.floor((mapMetres[1] + dy * reachMetres) / side),
                (int) Math.floor((mapMetres[0] + dx * reachMetres) / side)));
      }
    }
    return squares;
  }
}
