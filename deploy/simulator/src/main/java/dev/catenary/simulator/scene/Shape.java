package dev.catenary.simulator.scene;

import java.util.SplittableRandom;

/** Something in the scene that light can meet. */
sealed interface Shape permits Rod, Column, Crown, Solid {
  /** Adds what the beam meets of it. */
  void meet(Beam beam, Echoes echoes, SplittableRandom random);

  /** Smallest upright block around it. */
  Bounds bounds();

  /** An upright block along the scene's axes. */
  record Bounds(double x0, double x1, double y0, double y1, double z0, double z1) {}
}
