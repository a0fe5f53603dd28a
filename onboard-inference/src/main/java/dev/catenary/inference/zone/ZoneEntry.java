package dev.catenary.inference.zone;

import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.SequenceSet;
import dev.catenary.proto.zone.Zone;

/**
 * A zone in a {@link ZoneTable}, with what the grid must know of it: one that still gathers points,
 * or the strip that is kept of one that has closed.
 *
 * <p>A zone has all points of the datagrams in its {@link Zone#sequences}, for it is open while
 * each of them is gathered. A gap between two of them is closed where no datagram in it can have
 * points of the square elsewhere: all of them were gathered while the zone was open.
 */
final class ZoneEntry {
  private static final double MILLIMETRES = 1_000;

  final long key;
  final Zone zone;
  private final double originEastingMetres;
  private final double originNorthingMetres;
  private final int lastMillimetre;

  /** Number of points that the zone had at its last look. */
  int lookedAtPoints;

  /** True when it closes after this datagram because it holds as many points as it may. */
  boolean full;

  private final DurableSequences durable;

  /**
   * Up to here some datagrams were gathered when this zone was not open, or were left out of it.
   */
  private long openAbove;

  private boolean anyTouched;
  private long touched;
  private boolean anyLookedUp;
  private long lookedUp;
  private DurableSequences.State state = DurableSequences.State.NEW;

  /**
   * @param openAbove the highest sequence of the datagrams that were gathered before it opened
   */
  ZoneEntry(long key, Zone zone, DurableSequences durable, long openAbove) {
    this.key = key;
    this.zone = zone;
    this.originEastingMetres = zone.id.originEastingMetres();
    this.originNorthingMetres = zone.id.originNorthingMetres();
    this.lastMillimetre = zone.id.cellMetres() * 1_000 - 1;
    this.durable = durable;
    this.openAbove = openAbove;
  }

  /**
   * Looks up how it stands with a datagram's points here. One that is left out is not claimed.
   *
   * @param comeBelow of all datagrams below this sequence the points have come
   */
  DurableSequences.State state(long sequence, long comeBelow) {
    if (durable == DurableSequences.NONE) {
      return DurableSequences.State.NEW;
    }
    if (!anyLookedUp || lookedUp != sequence) {
      anyLookedUp = true;
      lookedUp = sequence;
      state = durable.state(sequence);
      if (state != DurableSequences.State.NEW) {
        zone.sequences.bridge(openAbove, Math.min(sequence, comeBelow));
        openAbove = Math.max(openAbove, sequence);
      }
    }
    return state;
  }

  /** True when a point of this datagram is here. */
  boolean isTouchedBy(long sequence) {
    return anyTouched && touched == sequence;
  }

  /** Notes that points of the batch's datagram come here; once for each datagram. */
  void touch(PointBatch batch, long comeBelow) {
    anyTouched = true;
    touched = batch.sequence;
    SequenceSet sequences = zone.sequences;
    if (sequences.isFull()) {
      sequences.bridge(openAbove, comeBelow);
    }
    sequences.add(batch.sequence);
    if (zone.size == 0 || batch.sequence < zone.firstSequence) {
      zone.firstSequence = batch.sequence;
      zone.firstHostNanos = batch.hostTimeNanos;
    }
    if (zone.size == 0 || batch.sequence > zone.lastSequence) {
      zone.lastSequence = batch.sequence;
      zone.lastHostNanos = batch.hostTimeNanos;
    }
    zone.timeQuality = TimeQuality.worse(zone.timeQuality, batch.timeQuality);
    zone.poseQuality = PoseQuality.worse(zone.poseQuality, batch.poseQuality);
    zone.attitudeQuality = AttitudeQuality.worse(zone.attitudeQuality, batch.attitudeQuality);
  }

  /** Gathers one point; there must be room. */
  void add(PointBatch batch, int i) {
    Zone to = zone;
    int at = to.size;
    to.xMillimetres[at] = inSquare(batch.eastingMetres[i] - originEastingMetres);
    to.yMillimetres[at] = inSquare(batch.northingMetres[i] - originNorthingMetres);
    to.zMillimetres[at] = millimetres(batch.heightMetres[i]);
    to.gpsTimeNanos[at] = batch.gpsTimeNanos(i);
    to.intensity[at] = batch.intensity[i];
    to.lasReturns[at] = batch.lasReturns[i];
    to.ring[at] = batch.ring[i];
    to.scanAngle[at] = batch.scanAngle[i];
    to.sensor[at] = (byte) batch.sensor;
    to.size = at + 1;
  }

  /** The upper edge is the next square's: what would be rounded to it is rounded down. */
  private int inSquare(double metres) {
    return Math.min(millimetres(metres), lastMillimetre);
  }

  private static int millimetres(double metres) {
    return (int) Math.floor(metres * MILLIMETRES + 0.5);
  }

  /** Closes the gaps that can be, before the zone goes. */
  void settle(long comeBelow) {
    zone.sequences.bridge(openAbove, comeBelow);
  }
}
