package dev.catenary.inference.wire.clearance;

import java.util.List;

/**
 * Distance that a rule asks for, as a function of the length of the span: straight lines between
 * the lengths that are given, and what stands at the first and last beyond them.
 *
 * @param spanMetres lengths of spans, rising; one for a distance that is the same for all
 * @param metres distance for each of them; 0 says nothing
 */
public record DistanceTable(List<Double> spanMetres, List<Double> metres) {
  /** No distance: the rule does not speak of such an obstacle. */
  public static final DistanceTable NONE = of(0);

  public DistanceTable {
    spanMetres = List.copyOf(spanMetres);
    metres = List.copyOf(metres);
    if (spanMetres.isEmpty() || spanMetres.size() != metres.size()) {
      throw new IllegalArgumentException(
          "found "
              + spanMetres.size()
              + " lengths of spans and "
              + metres.size()
              + " distances, expected as many of both");
    }
    for (int i = 0; i < metres.size(); i++) {
      if (!(metres.get(i) >= 0) || (i > 0 && !(spanMetres.get(i) > spanMetres.get(i - 1)))) {
        throw new IllegalArgumentException(
            "expected lengths of spans that rise and distances of at least 0, found "
                + spanMetres
                + " and "
                + metres);
      }
    }
  }

  /** One distance for all spans. */
  public static DistanceTable of(double metres) {
    return new DistanceTable(List.of(0.0), List.of(metres));
  }

  /** The distance for a span of this length, metres. */
  public double at(double spanLengthMetres) {
    int above = 0;
    while (above < spanMetres.size() && spanMetres.get(above) < spanLengthMetres) {
      above++;
    }
    if (above == 0 || above == spanMetres.size()) {
      return metres.get(Math.min(above, metres.size() - 1));
    }
    double low = spanMetres.get(above - 1);
    double share = (spanLengthMetres - low) / (spanMetres.get(above) - low);
    return metres.get(above - 1) + share * (metres.get(above) - metres.get(above - 1));
  }

  /** The largest distance for any span. */
  public double mostMetres() {
    return metres.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
