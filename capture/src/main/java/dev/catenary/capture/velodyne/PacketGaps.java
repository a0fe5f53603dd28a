package dev.catenary.capture.velodyne;

/**
 * Counts missing packets. A Velodyne packet carries no number, but packets follow each other in
 * fixed time, so the count is an estimate by timestamps. Silences of more than a second are a
 * stopped sensor and are not counted. Neither are steps back of the sensor's clock, nor the time in
 * which a sensor with a restricted field of view looks away. Where it looks away twice in one loss,
 * that time is counted once.
 */
final class PacketGaps {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final long SILENCE_MICROS = 1_000_000;

  /** Accuracy with which the head meets the edges of the field of view from turn to turn. */
  private static final int EDGE_CENTIDEGREES = 100;

  private long previousMicros = -1;
  private int previousAzimuth;
  private long expectedNanos;
  private int lookAwayFrom;
  private int lookAwayTo;
  private long lookAwayNanos;
  private long missing;

  void packet(VelodyneDataPacket packet, int blocks, FiringTimes times, HeadTurn turn) {
    long micros = packet.timestampMicros();
    if (previousMicros >= 0) {
      long passed = passedMicros(micros);
      if (passed > 0 && passed < SILENCE_MICROS) {
        count(passed * 1_000 - expectedNanos, packet.azimuthCentidegrees(0), times.packetNanos());
      }
    }
    if (turn.blockAfterGap() < blocks) {
      lookAwayFrom = packet.azimuthCentidegrees(turn.blockAfterGap() - 1);
      lookAwayTo = packet.azimuthCentidegrees(turn.blockAfterGap());
      lookAwayNanos = turn.gapNanos();
    }
    previousMicros = micros;
    previousAzimuth = packet.azimuthCentidegrees(blocks - 1);
    expectedNanos = times.packetNanos() + turn.gapNanos();
  }

  long packetsMissing() {
    return missing;
  }

  private long passedMicros(long micros) {
    long passed = micros - previousMicros;
    return passed < 0 && micros < SILENCE_MICROS ? passed + HOUR_MICROS : passed;
  }

  private void count(long lateNanos, int azimuth, int packetNanos) {
    long late = lateNanos;
    if (lookAwayNanos > 0 && late > packetNanos / 2) {
      boolean fromEdge = isNear(previousAzimuth, lookAwayFrom);
      if (fromEdge && isNear(azimuth, lookAwayTo)) {
        return;
      }
      if (fromEdge || isLookAwayBetween(previousAzimuth, azimuth)) {
        late -= lookAwayNanos;
      }
    }
    missing += Math.max(0, (late + packetNanos / 2) / packetNanos);
  }

  private boolean isLookAwayBetween(int from, int to) {
    int toItsEnd =
        BlockSteps.forward(from, lookAwayFrom) + BlockSteps.forward(lookAwayFrom, lookAwayTo);
    return toItsEnd <= BlockSteps.forward(from, to) + EDGE_CENTIDEGREES;
  }

  private static boolean isNear(int centidegrees, int edge) {
    int ahead = BlockSteps.forward(edge, centidegrees);
    return ahead <= EDGE_CENTIDEGREES || ahead >= VelodyneDataPacket.AZIMUTHS - EDGE_CENTIDEGREES;
  }
}
