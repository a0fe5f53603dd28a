package dev.catenary.device.page.feed;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one viewer, no faster than its rate: half for points that pass now, half for the zones
 * that were labelled last, and either takes what the other leaves. One thread.
 */
public final class PointStream implements AutoCloseable {
  /** The rate may be saved up for so long. */
  private static final long SAVED_MILLIS_MAX = 500;

  /** TLS records, WebSocket and TCP headers of a frame. */
  private static final int ENVELOPE_BYTES = 96;

  private static final int POINTS_MAX = 4_096;

  private final PointTap tap;
  private final ZoneFrames zones;
  private final PointTap.Points points = new PointTap.Points(POINTS_MAX);
  private int bitsPerSecond;
  private double credit;
  private long nextPoint;
  private long nextZone;

  /** Of zones with a violation that are kept beyond the others; a viewer gets them first. */
  private final Deque<byte[]> earlier;

  private int number;
  private int dropped;
  private boolean zoneTurn;
  private boolean closed;

  PointStream(PointTap tap, ZoneFrames zones, int bitsPerSecond) {
    this.tap = tap;
    this.zones = zones;
    this.bitsPerSecond = bitsPerSecond;
    this.nextPoint = tap.copied();
    synchronized (zones) {
      this.earlier = new ArrayDeque<>(zones.kept());
      this.nextZone = zones.oldest();
    }
  }

  public void rate(int bits) {
    bitsPerSecond = bits;
  }

  /** Time has passed: so much more may be sent. */
  public void earn(long millis) {
    double perMilli = bitsPerSecond / 8_000.0;
    credit = Math.min(credit + millis * perMilli, SAVED_MILLIS_MAX * perMilli);
  }

  /** The network has not taken what it was given: what passes now is lost to this viewer. */
  public void pass() {
    long copied = tap.copied();
    if (copied > nextPoint) {
      nextPoint = copied;
      number++;
      dropped++;
    }
  }

  /** The next frame that the rate allows; null when there is none now. */
  public byte @Nullable [] next() {
    if (credit <= 0) {
      return null;
    }
    zoneTurn = !zoneTurn;
    byte[] frame = zoneTurn ? zone() : live();
    if (frame == null) {
      frame = zoneTurn ? live() : zone();
    }
    if (frame == null) {
      return null;
    }
    credit -= frame.length + ENVELOPE_BYTES;
    return PointFrame.numbered(frame, number++, dropped);
  }

  private byte @Nullable [] zone() {
    byte[] kept = earlier.pollFirst();
    if (kept != null) {
      return kept;
    }
    long oldest = zones.oldest();
    if (nextZone < oldest) {
      number += (int) (oldest - nextZone);
      dropped += (int) (oldest - nextZone);
      nextZone = oldest;
    }
    return nextZone < zones.written() ? zones.get(nextZone++) : null;
  }

  private byte @Nullable [] live() {
    long behind = tap.copied() - nextPoint;
    if (behind > POINTS_MAX) {
      // What passes now is worth more than what has passed.
      nextPoint = tap.copied() - POINTS_MAX;
      number++;
      dropped++;
    }
    int count = tap.read(nextPoint, points);
    if (count == 0) {
      return null;
    }
    nextPoint = points.first + count;
    return encode(count);
  }

  private byte[] encode(int count) {
    long east = middle(points.east, count);
    long north = middle(points.north, count);
    long height = middle(points.height, count);
    long reach = 1;
    for (int i = 0; i < count; i++) {
      reach = Math.max(reach, Math.abs(points.east[i] - east));
      reach = Math.max(reach, Math.abs(points.north[i] - north));
      reach = Math.max(reach, Math.abs(points.height[i] - height));
    }
    long scale = Math.ceilDiv(reach, (long) Short.MAX_VALUE);
    ByteBuffer frame =
        PointFrame.begin(
            PointFrame.LIVE,
            east * PointTap.UNIT_METRES,
            north * PointTap.UNIT_METRES,
            height * PointTap.UNIT_METRES,
            scale * PointTap.UNIT_METRES,
            count,
            tap.oneOf());
    for (int i = 0; i < count; i++) {
      PointFrame.point(
          frame,
          (int) ((points.east[i] - east) / scale),
          (int) ((points.north[i] - north) / scale),
          (int) ((points.height[i] - height) / scale),
          0,
          points.intensity[i]);
    }
    return PointFrame.bytes(frame);
  }

  private static long middle(int[] values, int count) {
    int low = values[0];
    int high = values[0];
    for (int i = 1; i < count; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    return ((long) low + high) / 2;
  }

  /** Frames that this viewer has lost. */
  int dropped() {
    return dropped;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tap.leave();
    }
  }
}
