package dev.catenary.device.flow;

import dev.catenary.capture.PositionInput;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.gnss.SatelliteInView;

/** Receiver's messages, passed to the poses and to the onlooker. */
public record SeenPosition(PositionInput position, Onlooker onlooker) implements GnssListener {
  @Override
  public void fix(GnssFix fix) {
    onlooker.fix(fix);
    position.fix(fix);
  }

  @Override
  public void ins(InsSolution solution) {
    onlooker.ins(solution);
    position.ins(solution);
  }

  @Override
  public void satellite(SatelliteInView satellite) {
    onlooker.satellite(satellite);
  }
}
