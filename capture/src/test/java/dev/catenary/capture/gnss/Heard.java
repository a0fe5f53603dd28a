package dev.catenary.capture.gnss;

import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A stream whose fixes and solutions are kept, angles in degrees. */
final class Heard implements GnssListener {
  /** A fix or solution. */
  record Said(
      long gpsTimeNanos,
      double latitude,
      double longitude,
      double height,
      double heading,
      double roll,
      double pitch,
      PoseQuality quality,
      boolean isDated) {}

  final Counters counters = new Counters();
  final List<Said> fixes = new ArrayList<>();
  final List<Said> solutions = new ArrayList<>();
  final HeardMessages names = new HeardMessages();
  final LeapSeconds leapSeconds = LeapSeconds.byDate();
  final GnssStream stream;
  long hostNanos = 1_700_000_000_000_000_000L;

  Heard() {
    this(0);
  }

  Heard(double headingOffsetDegrees) {
    stream =
        new GnssStream(
            counters,
            new ReceiverSettings(
                leapSeconds,
                GeoidSeparation.UNKNOWN,
                DeviceCounter.FIXES_BY_CONFIGURED_GEOID,
                Math.toRadians(headingOffsetDegrees)),
            new HostClock(),
            names,
            this);
  }

  Heard take(byte[]... frames) {
    for (byte[] frame : frames) {
      stream.accept(ByteBuffer.wrap(frame), 0, frame.length, hostNanos);
    }
    return this;
  }

  Heard end() {
    stream.end();
    return this;
  }

  long count(DeviceCounter counter) {
    return counters.get(counter);
  }

  @Override
  public void fix(GnssFix f) {
    fixes.add(
        new Said(
            f.gpsTimeNanos,
            Math.toDegrees(f.latitudeRad),
            Math.toDegrees(f.longitudeRad),
            f.heightMetres,
            Math.toDegrees(f.headingRad),
            Math.toDegrees(f.rollRad),
            Math.toDegrees(f.pitchRad),
            f.quality,
            f.isDated));
  }

  @Override
  public void ins(InsSolution s) {
    solutions.add(
        new Said(
            s.gpsTimeNanos,
            Math.toDegrees(s.latitudeRad),
            Math.toDegrees(s.longitudeRad),
            s.heightMetres,
            Math.toDegrees(s.azimuthRad),
            Math.toDegrees(s.rollRad),
            Math.toDegrees(s.pitchRad),
            s.quality,
            true));
  }
}
