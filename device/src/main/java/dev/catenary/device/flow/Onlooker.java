package dev.catenary.device.flow;

import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.SatelliteInView;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.Zone;

/**
 * Looks at what flows, for people, and holds none of it up: each call is made on the thread of the
 * stage, may keep nothing of what it is shown, and does not wait. What is shown of batches and
 * fixes must not allocate.
 */
public interface Onlooker {
  /** Sees nothing. */
  Onlooker NOBODY = new Onlooker() {};

  /** A placed batch, on its way to the zones. */
  default void placed(PointBatch batch) {}

  /** A closed zone, labelled and ranked, before it is recorded. */
  default void labelled(Zone zone) {}

  /** A fix, whether or not it makes a pose. */
  default void fix(GnssFix fix) {}

  /** An INS solution. */
  default void ins(InsSolution solution) {}

  /** A satellite that the receiver sees. */
  default void satellite(SatelliteInView satellite) {}
}
