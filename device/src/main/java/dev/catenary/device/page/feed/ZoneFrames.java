package dev.catenary.device.page.feed;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The zones that were labelled last, thinned to what a screen shows, and their wires, as frames. A
 * ring: the newest push out the oldest, and of those that are pushed out the ones with a clearance
 * violation are kept a while longer. Written by the recorders' threads, read by any.
 */
public final class ZoneFrames {
  private static final int FRAMES = 256;
  private static final int POINTS_MAX = 4_000;
  private static final int VERTEX_STEP_METRES = 2;
  private static final int VERTICES_MAX = 500;
  private static final int MILLIMETRES = 1_000;

  /**
   * A conductor whose clearance is broken: the first of the codes that a user may define, ASPRS LAS
   * 1.4 R15, table 17.
   */
  private static final int VIOLATED = 64;

  private final byte[][] frames = new byte[FRAMES][];
  private final boolean[] violated = new boolean[FRAMES];
  private final Deque<byte[]> kept = new ArrayDeque<>();
  private long written;

  /** Takes what is shown of a labelled zone; the zone stays its owner's. */
  public void take(Zone zone) {
    boolean violated = zone.findings.stream().anyMatch(ClearanceFinding::isViolation);
    if (zone.size > 0) {
      put(points(zone), violated);
    }
    for (WireSpan span : zone.spans) {
      put(wire(span, isViolated(zone, span)), violated);
    }
  }

  private static boolean isViolated(Zone zone, WireSpan span) {
    return zone.findings.stream()
        .filter(ClearanceFinding::isViolation)
        .anyMatch(finding -> finding.span() == span.number());
  }

  private synchronized void put(byte[] frame, boolean violated) {
    int slot = (int) (written % FRAMES);
    if (this.violated[slot]) {
      kept.addLast(frames[slot]);
      if (kept.size() > FRAMES) {
        kept.removeFirst();
      }
    }
    frames[slot] = frame;
    this.violated[slot] = violated;
    written++;
  }

  /** Frames older than {@link #oldest} of zones with a violation; oldest first. */
  synchronized List<byte[]> kept() {
    return List.copyOf(kept);
  }

  synchronized long written() {
    return written;
  }

  /** The number of the oldest that is still here. */
  synchronized long oldest() {
    return Math.max(0, written - FRAMES);
  }

  /** A frame by its number, which must be here still. */
  synchronized byte[] get(long number) {
    return frames[(int) (number % FRAMES)];
  }

  /** Every conductor's point is worth more than a field's: they are thinned less. */
  private static byte[] points(Zone zone) {
    int conductors = 0;
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0; i < zone.size; i++) {
      conductors += isConductor(zone, i) ? 1 : 0;
      low = Math.min(low, zone.zMillimetres[i]);
      high = Math.max(high, zone.zMillimetres[i]);
    }
    int others = zone.size - conductors;
    int conductorStep = step(conductors, POINTS_MAX / 4);
    int otherStep = step(others, POINTS_MAX * 3 / 4);
    int side = zone.id.cellMetres() * MILLIMETRES;
    int half = Math.max(side / 2, (high - low) / 2 + 1);
    int scale = Math.max(10, Math.ceilDiv(half, Short.MAX_VALUE));
    int middle = low + (high - low) / 2;
    int count = Math.ceilDiv(conductors, conductorStep) + Math.ceilDiv(others, otherStep);
    ByteBuffer frame =
        PointFrame.begin(
            PointFrame.ZONE,
            zone.id.originEastingMetres() + zone.id.cellMetres() / 2.0,
            zone.id.originNorthingMetres() + zone.id.cellMetres() / 2.0,
            middle / (double) MILLIMETRES,
            scale / (double) MILLIMETRES,
            count,
            Math.max(1, zone.size / count));
    int conductor = 0;
    int other = 0;
    for (int i = 0; i < zone.size; i++) {
      boolean sent =
          isConductor(zone, i) ? conductor++ % conductorStep == 0 : other++ % otherStep == 0;
      if (sent) {
        PointFrame.point(
            frame,
            (zone.xMillimetres[i] - side / 2) / scale,
            (zone.yMillimetres[i] - side / 2) / scale,
            (zone.zMillimetres[i] - middle) / scale,
            zone.label[i],
            Math.min(255, zone.intensity[i]));
      }
    }
    return PointFrame.bytes(frame);
  }

  private static boolean isConductor(Zone zone, int point) {
    return zone.label[point] == ClassLabel.CONDUCTOR.lasCode();
  }

  private static int step(int points, int most) {
    return Math.max(1, Math.ceilDiv(points, most));
  }

  private static byte[] wire(WireSpan span, boolean violated) {
    double length = span.toMetres() - span.fromMetres();
    int steps = Math.clamp((long) Math.ceil(length / VERTEX_STEP_METRES), 1, VERTICES_MAX);
    double middle = span.fromMetres() + length / 2;
    double scale = Math.max(0.01, length / 2 / Short.MAX_VALUE * 1.01);
    double east = span.eastingMetres(middle);
    double north = span.northingMetres(middle);
    double height = span.heightMetres(middle);
    ByteBuffer frame = PointFrame.begin(PointFrame.WIRE, east, north, height, scale, steps + 1, 1);
    int label = violated ? VIOLATED : ClassLabel.CONDUCTOR.lasCode();
    for (int i = 0; i <= steps; i++) {
      double along = span.fromMetres() + length * i / steps;
      PointFrame.point(
          frame,
          (int) Math.rint((span.eastingMetres(along) - east) / scale),
          (int) Math.rint((span.northingMetres(along) - north) / scale),
          (int) Math.rint((span.heightMetres(along) - height) / scale),
          label,
          0);
    }
    return PointFrame.bytes(frame);
  }
}
