package dev.catenary.inference.wire.fitting;

/** Numbers that look random and are the same in every run, so that a zone gives the same wires. */
public final class Samples {
  private long state;

  public Samples(long seed) {
    state = seed;
  }

  /** From 0 to below the bound. */
  public int below(int bound) {
    state = state * 0x5851_F42D_4C95_7F2DL + 0x1405_7B7E_F767_814FL;
    return (int) (((state >>> 33) * bound) >>> 31);
  }
}
