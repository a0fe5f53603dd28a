package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.inference.wire.fitting.CatenaryFitter;
import dev.catenary.inference.wire.fitting.Samples;
import dev.catenary.inference.wire.fitting.WirePoints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the wires among points that may be wire, one after the other. The straight piece that most
 * points lie on grows along its own catenary, over gaps as wide as the fit so far can be trusted
 * for, until nothing more fits. What a wire has taken no other wire gets, so that wires side by
 * side, one below the other and in bundles each are found.
 */
public final class WireFinder {
  private static final int WIRES_MAX = 64;
  private static final int SEEDS = 80;
  private static final int TRIES_FOR_A_PARTNER = 40;
  private static final double PIECE_MIN_METRES = 2.5;
  private static final double PIECE_MAX_METRES = 16;
  private static final double SEED_GATE_METRES = 0.2;
  private static final double BIN_METRES = 0.5;
  private static final int POINTS_MIN = 6;
  private static final double STEEPEST = 0.7;
  private static final int GROWTH_ROUNDS = 12;
  private static final double GROWTH_MIN_METRES = 6;
  private static final double GATE_METRES = 0.15;
  private static final double GATE_MAX_METRES = 0.8;
  private static final double FIT_GATE_METRES = 0.25;
  private static final double SIGMAS = 3;
  private static final double SLACK_METRES = 0.03;
  private static final double NOISE_GATES = 4;

  /** Thinned, a wire's points may end so much before it. */
  private static final double END_METRES = 1.5;

  private final CatenaryFitter fitter = new CatenaryFitter();
  private int[] free = new int[256];
  private int[] members = new int[256];
  private int freeCount;

  /** The wires, the one found first the most certain. */
  List<CatenaryFit> find(WirePoints points) {
    List<CatenaryFit> wires = new ArrayList<>();
    freeCount = points.size();
    if (free.length < freeCount) {
      free = new int[freeCount * 2];
      members = new int[freeCount * 2];
    }
    for (int i = 0; i < freeCount; i++) {
      free[i] = i;
    }
    Samples samples = new Samples(freeCount);
    while (wires.size() < WIRES_MAX && freeCount >= POINTS_MIN) {
      Catenary seed = seed(points, samples);
      if (seed == null) {
        break;
      }
      CatenaryFit wire = grow(points, seed, null);
      if (wire == null) {
        takeOut(points, seed, SEED_GATE_METRES);
      } else {
        wires.add(wire);
        takeOut(points, wire.wire(), gate(wire));
      }
    }
    return wires;
  }

  /**
   * Carries a wire on over further points.
   *
   * @return the wire as all points have it, from where it begins here or earlier to where it ends
   *     here or later; the one given where they do not make it longer
   */
  public CatenaryFit extend(WirePoints points, CatenaryFit start) {
    freeCount = points.size();
    if (free.length < freeCount) {
      free = new int[freeCount * 2];
      members = new int[freeCount * 2];
    }
    for (int i = 0; i < freeCount; i++) {
      free[i] = i;
    }
    CatenaryFit longer = grow(points, start.wire(), start);
    if (longer == null
        || longer.wire().lengthMetres() <= start.wire().lengthMetres()
        || gate(longer) > gate(start) + SLACK_METRES) {
      return start;
    }
    Catenary wire = longer.wire();
    double one = placeOn(wire, start.wire(), start.wire().from());
    double other = placeOn(wire, start.wire(), start.wire().to());
    double from = Math.min(one, other);
    double to = Math.max(one, other);
    return wire.from() <= from + END_METRES && wire.to() >= to - END_METRES
        ? longer.with(wire.between(Math.min(wire.from(), from), Math.max(wire.to(), to)))
        : start;
  }

  private static double placeOn(Catenary wire, Catenary start, double along) {
    return wire.along(start.x(along), start.y(along));
  }

  /** The straight piece with the longest run of points on it. */
  private @Nullable Catenary seed(WirePoints points, Samples samples) {
    Catenary best = null;
    int bestScore = POINTS_MIN - 1;
    for (int trial = 0; trial < SEEDS; trial++) {
      Catenary piece = piece(points, samples);
      if (piece != null) {
        int score = score(points, piece);
        if (score > bestScore) {
          bestScore = score;
          best = piece;
        }
      }
    }
    return best;
  }

  private @Nullable Catenary piece(WirePoints points, Samples samples) {
    int one = free[samples.below(freeCount)];
    for (int i = 0; i < TRIES_FOR_A_PARTNER; i++) {
      int other = free[samples.below(freeCount)];
      double dx = points.x[other] - points.x[one];
      double dy = points.y[other] - points.y[one];
      double dz = points.z[other] - points.z[one];
      double length = Math.hypot(dx, dy);
      if (length >= PIECE_MIN_METRES
          && length <= PIECE_MAX_METRES
          && Math.abs(dz) <= STEEPEST * length) {
        return new Catenary(
            points.x[one],
            points.y[one],
            dx / length,
            dy / length,
            points.z[one],
            dz / length,
            0,
            0,
            length);
      }
    }
    return null;
  }

  /** Bins of the piece with points on it, and points there up to three each. */
  private int score(WirePoints points, Catenary piece) {
    int score = 0;
    int[] counts = new int[(int) (PIECE_MAX_METRES / BIN_METRES) + 2];
    for (int i = 0; i < freeCount; i++) {
      int p = free[i];
      double along = piece.along(points.x[p], points.y[p]);
      if (along < 0
          || along > piece.to()
          || Math.abs(piece.across(points.x[p], points.y[p])) > SEED_GATE_METRES
          || Math.abs(points.z[p] - piece.z(along)) > SEED_GATE_METRES) {
        continue;
      }
      int bin = (int) (along / BIN_METRES);
      counts[bin]++;
      score += counts[bin] == 1 ? 3 : counts[bin] <= 3 ? 1 : 0;
    }
    int filled = 0;
    int all = (int) (piece.to() / BIN_METRES) + 1;
    for (int bin = 0; bin < all; bin++) {
      filled += counts[bin] > 0 ? 1 : 0;
    }
    return score * filled / all;
  }

  private @Nullable CatenaryFit grow(
      WirePoints points, Catenary seed, @Nullable CatenaryFit first) {
    CatenaryFit wire = first;
    Catenary curve = seed;
    for (int round = 0; round < GROWTH_ROUNDS; round++) {
      int count = near(points, curve, wire);
      CatenaryFit next = fitter.fit(points, members, count, curve, FIT_GATE_METRES);
      if (next == null || Math.abs(next.wire().slope()) > STEEPEST) {
        break;
      }
      boolean settled =
          wire != null
              && round > 0
              && next.points() <= wire.points()
              && next.wire().lengthMetres() < wire.wire().lengthMetres() + BIN_METRES;
      wire = next;
      curve = next.wire();
      if (settled) {
        break;
      }
    }
    return wire == null || wire.points() < POINTS_MIN ? null : wire;
  }

  /** Gathers the free points that the curve, carried on beyond its ends, comes near. */
  private int near(WirePoints points, Catenary curve, @Nullable CatenaryFit fit) {
    double reach = Math.max(GROWTH_MIN_METRES, fit == null ? 0 : 3 * curve.lengthMetres());
    int count = 0;
    for (int i = 0; i < freeCount; i++) {
      int p = free[i];
      double across = Math.abs(curve.across(points.x[p], points.y[p]));
      if (across > GATE_MAX_METRES) {
        continue;
      }
      double along = curve.along(points.x[p], points.y[p]);
      if (along < curve.from() - reach || along > curve.to() + reach) {
        continue;
      }
      double up = Math.abs(points.z[p] - curve.z(along));
      double gateAcross = SEED_GATE_METRES;
      double gateUp = SEED_GATE_METRES;
      if (fit != null) {
        double gate = gate(fit);
        gateAcross = Math.min(GATE_MAX_METRES, gate + SIGMAS * fit.errorAcrossMetres(along));
        gateUp = Math.min(GATE_MAX_METRES, gate + SIGMAS * fit.errorUpMetres(along));
      }
      if (across <= gateAcross && up <= gateUp) {
        members[count++] = p;
      }
    }
    return count;
  }

  /** Distance from a fitted wire at which its own points may lie. */
  static double gate(CatenaryFit fit) {
    double noise = Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres());
    return Math.clamp(NOISE_GATES * noise, 0.06, GATE_METRES);
  }

  private void takeOut(WirePoints points, Catenary wire, double gate) {
    int kept = 0;
    for (int i = 0; i < freeCount; i++) {
      int p = free[i];
      if (wire.distance(points.x[p], points.y[p], points.z[p]) > 1.5 * gate) {
        free[kept++] = p;
      }
    }
    freeCount = kept;
  }
}
