package dev.catenary.inference.measure;

/**
 * Least that a classifier must reach for one class, in thousandths; 0 asks for nothing.
 *
 * @param recallPermille share of the class's points that are labelled so
 * @param precisionPermille share of the points so labelled that are of the class
 */
public record Bar(ScoredClass of, int recallPermille, int precisionPermille) {
  private static final int MOST = 1_000;

  public Bar {
    if (recallPermille < 0
        || recallPermille > MOST
        || precisionPermille < 0
        || precisionPermille > MOST) {
      throw new IllegalArgumentException(
          "found a bar of "
              + recallPermille
              + " and "
              + precisionPermille
              + " thousandths; expected 0 to "
              + MOST);
    }
  }
}
