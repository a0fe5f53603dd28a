package dev.catenary.capture.gnss;

/** Takes what a receiver says; must not keep the reused objects. */
public interface GnssListener {
  /** A position fix. */
  void fix(GnssFix fix);

  /** An INS solution. */
  void ins(InsSolution solution);

  /** A satellite that the receiver says it sees (GSV); of interest to people alone. */
  default void satellite(SatelliteInView satellite) {}
}
