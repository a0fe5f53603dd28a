package dev.catenary.inference.zone;

import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.SequenceSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a point from the journal to a durable chunk, as a machine of a few states: sensors
 * whose datagrams wait for their poses, a grid, a queue, two recorders, a crash between any two
 * steps. It visits all states that can be reached and looks whether each point ends in exactly one
 * chunk.
 */
final class ExactlyOnceModel {
  private static final int RECORDERS = 2;
  private static final int STATES_MAX = 5_000_000;

  /** Rules for what a durable chunk is taken to hold of its square. */
  enum Claim {
    /** The datagrams that the zone says: {@link SequenceSet}, with the gaps that may be closed. */
    EXACT,
    /** All up to its highest: the rule of old. */
    WATERMARK,
    /** All from its lowest to its highest. */
    RANGE
  }

  /** One datagram: for each of its points the square it lies in. */
  record Datagram(int sensor, List<Integer> cells) {}

  /** An open or closed zone; a point is its datagram's sequence times 16 and its number there. */
  record Zone(int cell, List<Integer> points, SequenceRuns held, long openAbove) {
    int lowest() {
      return points.stream().mapToInt(point -> point / 16).min().orElseThrow();
    }
  }

  record Chunk(int cell, List<Integer> points, SequenceRuns claim) {}

  /**
   * All there is at one moment. Datagrams are numbered from 1.
   *
   * @param next to be read from the journal
   * @param waiting by sensor, for a pose
   * @param placing the datagram of which the grid has some points and not all; 0 for none
   * @param pointsPlaced of that
   * @param recording in the recorders' hands
   * @param keptFrom what the journal still has
   */
  record State(
      int next,
      List<List<Integer>> waiting,
      int placing,
      int pointsPlaced,
      int highestPlaced,
      List<Zone> open,
      List<Zone> closed,
      List<Zone> recording,
      Set<Chunk> durable,
      int keptFrom,
      int crashesLeft) {}

  /**
   * An account of what was found.
   *
   * @param broken a state in which a point is missing or twice; null when there is none
   */
  record Verdict(int states, int ends, @Nullable State broken) {}

  private final List<Datagram> datagrams;
  private final int sensors;
  private final Claim claim;
  private final boolean closesInMidDatagram;

  ExactlyOnceModel(List<Datagram> datagrams, Claim claim, boolean closesInMidDatagram) {
    this.datagrams = datagrams;
    this.sensors = datagrams.stream().mapToInt(Datagram::sensor).max().orElseThrow() + 1;
    this.claim = claim;
    this.closesInMidDatagram = closesInMidDatagram;
  }

  /** Visits every state, or stops at the first that is broken. */
  Verdict explore(int crashes) {
    State first =
        new State(1, noneWaits(), 0, 0, 0, List.of(), List.of(), List.of(), Set.of(), 1, crashes);
    Set<State> seen = new HashSet<>(List.of(first));
    ArrayDeque<State> ahead = new ArrayDeque<>(seen);
    int ends = 0;
    while (!ahead.isEmpty()) {
      State state = ahead.removeLast();
      ends += isEnd(state) ? 1 : 0;
      if (isBroken(state)) {
        return new Verdict(seen.size(), ends, state);
      }
      for (State each : after(state)) {
        if (seen.add(each)) {
          ahead.add(each);
        }
      }
      if (seen.size() > STATES_MAX) {
        throw new IllegalStateException("more states than " + STATES_MAX);
      }
    }
    return new Verdict(seen.size(), ends, null);
  }

  private List<List<Integer>> noneWaits() {
    List<List<Integer>> none = new ArrayList<>();
    for (int sensor = 0; sensor < sensors; sensor++) {
      none.add(List.of());
    }
    return List.copyOf(none);
  }

  /** All is read, placed, closed and sealed. */
  private boolean isEnd(State s) {
    return s.next > datagrams.size()
        && s.waiting.stream().allMatch(List::isEmpty)
        && s.placing == 0
        && s.open.isEmpty()
        && s.closed.isEmpty()
        && s.recording.isEmpty();
  }

  private boolean isBroken(State s) {
    Map<Integer, Integer> times = new HashMap<>();
    s.durable.forEach(chunk -> chunk.points.forEach(point -> times.merge(point, 1, Integer::sum)));
    boolean twice = times.values().stream().anyMatch(each -> each > 1);
    int points = datagrams.stream().mapToInt(datagram -> datagram.cells.size()).sum();
    return twice || (isEnd(s) && times.size() < points);
  }

  private List<State> after(State s) {
    List<State> after = new ArrayList<>();
    if (s.next <= datagrams.size()) {
      after.add(read(s));
    }
    if (s.placing > 0) {
      after.add(place(s, s.placing, s.pointsPlaced));
    } else {
      for (int sensor = 0; sensor < sensors; sensor++) {
        if (!s.waiting.get(sensor).isEmpty()) {
          after.add(placeFirst(s, sensor));
        }
      }
    }
    if (s.placing == 0 || closesInMidDatagram) {
      s.open.stream().filter(zone -> !zone.points.isEmpty()).forEach(z -> after.add(close(s, z)));
    }
    if (!s.closed.isEmpty() && s.recording.size() < RECORDERS) {
      List<Zone> recording = new ArrayList<>(s.recording);
      recording.add(s.closed.getFirst());
      recording.sort(Comparator.comparing(Zone::toString));
      after.add(
          with(s, s.open, s.closed.subList(1, s.closed.size()), recording, s.durable, s.keptFrom));
    }
    for (Zone zone : s.recording) {
      after.add(seal(s, zone));
    }
    if (needed(s) > s.keptFrom && s.placing == 0) {
      after.add(with(s, s.open, s.closed, s.recording, s.durable, needed(s)));
    }
    if (s.crashesLeft > 0) {
      after.add(
          new State(
              s.keptFrom,
              noneWaits(),
              0,
              0,
              0,
              List.of(),
              List.of(),
              List.of(),
              s.durable,
              s.keptFrom,
              s.crashesLeft - 1));
    }
    return after;
  }

  private static State with(
      State s,
      List<Zone> open,
      List<Zone> closed,
      List<Zone> recording,
      Set<Chunk> durable,
      int keptFrom) {
    return new State(
        s.next,
        s.waiting,
        s.placing,
        s.pointsPlaced,
        s.highestPlaced,
        List.copyOf(open),
        List.copyOf(closed),
        List.copyOf(recording),
        durable,
        keptFrom,
        s.crashesLeft);
  }

  private State read(State s) {
    Datagram datagram = datagrams.get(s.next - 1);
    List<List<Integer>> waiting = new ArrayList<>(s.waiting);
    if (!datagram.cells.isEmpty()) {
      List<Integer> more = new ArrayList<>(waiting.get(datagram.sensor));
      more.add(s.next);
      waiting.set(datagram.sensor, List.copyOf(more));
    }
    return moved(s, s.next + 1, waiting, s.placing, s.pointsPlaced, s.highestPlaced, s.open);
  }

  private static State moved(
      State s,
      int next,
      List<List<Integer>> waiting,
      int placing,
      int pointsPlaced,
      int highestPlaced,
      List<Zone> open) {
    List<Zone> sorted = new ArrayList<>(open);
    sorted.sort(Comparator.comparingInt(Zone::cell));
    return new State(
        next,
        List.copyOf(waiting),
        placing,
        pointsPlaced,
        highestPlaced,
        List.copyOf(sorted),
        s.closed,
        s.recording,
        s.durable,
        s.keptFrom,
        s.crashesLeft);
  }

  private State placeFirst(State s, int sensor) {
    List<List<Integer>> waiting = new ArrayList<>(s.waiting);
    int sequence = waiting.get(sensor).getFirst();
    List<Integer> others = waiting.get(sensor);
    waiting.set(sensor, others.subList(1, others.size()));
    State begun = moved(s, s.next, waiting, sequence, 0, s.highestPlaced, s.open);
    State placed = place(begun, sequence, 0);
    while (!closesInMidDatagram && placed.placing > 0) {
      placed = place(placed, sequence, placed.pointsPlaced);
    }
    return placed;
  }

  /** Gathers one point of the datagram, or leaves it out. */
  private State place(State s, int sequence, int number) {
    List<Integer> cells = datagrams.get(sequence - 1).cells;
    int cell = cells.get(number);
    List<Zone> open = new ArrayList<>(s.open);
    Zone zone =
        open.stream()
            .filter(each -> each.cell == cell)
            .findFirst()
            .orElse(new Zone(cell, List.of(), SequenceRuns.NONE, s.highestPlaced));
    open.remove(zone);
    SequenceSet held = set(zone.held);
    if (isDurable(s, cell, sequence)) {
      held.bridge(zone.openAbove, Math.min(sequence, comeBelow(s)));
      long above = Math.max(zone.openAbove, sequence);
      open.add(new Zone(cell, zone.points, held.toRuns(), above));
    } else {
      held.add(sequence);
      List<Integer> points = new ArrayList<>(zone.points);
      points.add(sequence * 16 + number);
      open.add(new Zone(cell, List.copyOf(points), held.toRuns(), zone.openAbove));
    }
    boolean whole = number + 1 == cells.size();
    if (whole) {
      open.removeIf(each -> each.points.isEmpty());
    }
    return moved(
        s,
        s.next,
        s.waiting,
        whole ? 0 : sequence,
        whole ? 0 : number + 1,
        whole ? Math.max(s.highestPlaced, sequence) : s.highestPlaced,
        open);
  }

  private static SequenceSet set(SequenceRuns runs) {
    SequenceSet set = new SequenceSet();
    List<Long> numbers = runs.numbers();
    long next = 0;
    for (int at = 0; at < numbers.size(); at += 2) {
      next += numbers.get(at);
      for (long left = numbers.get(at + 1); left > 0; left--) {
        set.add(next++);
      }
    }
    return set;
  }

  private static boolean isDurable(State s, int cell, int sequence) {
    return s.durable.stream()
        .anyMatch(chunk -> chunk.cell == cell && chunk.claim.contains(sequence));
  }

  /** Of all datagrams below this the points have come. */
  private static long comeBelow(State s) {
    long below = s.placing > 0 ? s.placing : s.next;
    for (List<Integer> waiting : s.waiting) {
      below = waiting.isEmpty() ? below : Math.min(below, waiting.getFirst());
    }
    return below;
  }

  private State close(State s, Zone zone) {
    SequenceSet held = set(zone.held);
    held.bridge(zone.openAbove, comeBelow(s));
    List<Zone> open = new ArrayList<>(s.open);
    open.remove(zone);
    List<Zone> closed = new ArrayList<>(s.closed);
    closed.add(new Zone(zone.cell, zone.points, held.toRuns(), 0));
    return with(s, open, closed, s.recording, s.durable, s.keptFrom);
  }

  private State seal(State s, Zone zone) {
    int highest = zone.points.stream().mapToInt(point -> point / 16).max().orElseThrow();
    SequenceRuns says =
        switch (claim) {
          case EXACT -> zone.held;
          case WATERMARK -> SequenceRuns.ofEnds(0, highest);
          case RANGE -> SequenceRuns.ofEnds(zone.lowest(), highest);
        };
    List<Zone> recording = new ArrayList<>(s.recording);
    recording.remove(zone);
    Set<Chunk> durable = new HashSet<>(s.durable);
    durable.add(new Chunk(zone.cell, zone.points, says));
    return with(s, s.open, s.closed, recording, Set.copyOf(durable), s.keptFrom);
  }

  /** The oldest datagram that something not yet durable is made of. */
  private static int needed(State s) {
    int needed = (int) comeBelow(s);
    for (List<Zone> zones : List.of(s.open, s.closed, s.recording)) {
      for (Zone zone : zones) {
        needed = zone.points.isEmpty() ? needed : Math.min(needed, zone.lowest());
      }
    }
    return needed;
  }
}
