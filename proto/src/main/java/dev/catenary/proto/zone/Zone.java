package dev.catenary.proto.zone;

import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points over one square of the map grid during one pass: what is classified, ranked, written
 * and sent as one. Parallel arrays of which the first {@link #size} entries count; they grow by
 * doubling and are kept when the zone is reused.
 *
 * <p>Coordinates are whole millimetres east and north of the square's south-west corner, and above
 * the height datum: what a LAS record with scale 0.001 holds, so they are rounded once only.
 *
 * <p>One stage owns a zone at a time.
 */
public final class Zone {
  /** Memory of one point over all arrays. */
  public static final int BYTES_PER_POINT = 3 * 4 + 8 + 2 * 2 + 6;

  /** Reach of a margin beyond the border: half of the widest cube that features look at. */
  public static final int MARGIN_METRES = 4;

  public ZoneId id;
  public int size;

  public int[] xMillimetres;
  public int[] yMillimetres;
  public int[] zMillimetres;

  /** GPS time, nanoseconds since 1980-01-06T00:00Z. */
  public long[] gpsTimeNanos;

  public char[] intensity;

  /** As {@link PointBatch#lasReturns}. */
  public byte[] lasReturns;

  public byte[] ring;

  /** As {@link PointBatch#scanAngle}. */
  public short[] scanAngle;

  /** Index of the sensor in the configuration. */
  public byte[] sensor;

  /** ASPRS class code; see {@link dev.catenary.proto.point.ClassLabel#lasCode}. */
  public byte[] label;

  /** Confidence of the classifier in the label, 0 to 255 for 0 to 1. */
  public byte[] confidence;

  /** Lowest and highest sequence of the datagrams with a point here. */
  public long firstSequence;

  public long lastSequence;

  /**
   * The datagrams of which this zone has all points in its square; of any in between that are not
   * among them it has none.
   */
  public final SequenceSet sequences = new SequenceSet();

  /** Host clock at the arrival of the lowest and the highest, ns since 1970-01-01T00:00Z. */
  public long firstHostNanos;

  public long lastHostNanos;

  public TimeQuality timeQuality = TimeQuality.PPS_NMEA;
  public PoseQuality poseQuality = PoseQuality.RTK_FIXED;
  public AttitudeQuality attitudeQuality = AttitudeQuality.INS;
  public CloseReason closeReason = CloseReason.END;

  /** Set by the classifier. */
  public Rank rank = Rank.OTHER;

  /** Urgency within the rank, larger first; its meaning depends on the rank. */
  public double severity;

  /** Name of the classifier that set the labels, as {@code rules-1}. */
  public String classifier = "none";

  /** Mission label when the zone closed; empty for none. */
  public String missionLabel = "";

  /**
   * Points up to {@link #MARGIN_METRES} beyond the border, in this zone's coordinates: they let a
   * classifier see what the border cuts. No part of the zone: not labelled, written or sent. Null
   * where nothing is known. It is given back with the zone.
   */
  public @Nullable Zone margin;

  /** The wires that were fitted here. */
  public List<WireSpan> spans = List.of();

  /** Findings near the wires. */
  public List<ClearanceFinding> findings = List.of();

  /** Name and version of the rule file the findings were made by; empty without one. */
  public String rulesVersion = "";

  public Zone(ZoneId id, int initialCapacity) {
    this.id = id;
    xMillimetres = new int[initialCapacity];
    yMillimetres = new int[initialCapacity];
    zMillimetres = new int[initialCapacity];
    gpsTimeNanos = new long[initialCapacity];
    intensity = new char[initialCapacity];
    lasReturns = new byte[initialCapacity];
    ring = new byte[initialCapacity];
    scanAngle = new short[initialCapacity];
    sensor = new byte[initialCapacity];
    label = new byte[initialCapacity];
    confidence = new byte[initialCapacity];
  }

  public int capacity() {
    return xMillimetres.length;
  }

  public long capacityBytes() {
    return (long) capacity() * BYTES_PER_POINT;
  }

  /** Makes room for at least this many points; keeps what is there. */
  public void ensureCapacity(int points) {
    if (points <= capacity()) {
      return;
    }
    int grown = Math.max(points, capacity() * 2);
    xMillimetres = Arrays.copyOf(xMillimetres, grown);
    yMillimetres = Arrays.copyOf(yMillimetres, grown);
    zMillimetres = Arrays.copyOf(zMillimetres, grown);
    gpsTimeNanos = Arrays.copyOf(gpsTimeNanos, grown);
    intensity = Arrays.copyOf(intensity, grown);
    lasReturns = Arrays.copyOf(lasReturns, grown);
    ring = Arrays.copyOf(ring, grown);
    scanAngle = Arrays.copyOf(scanAngle, grown);
    sensor = Arrays.copyOf(sensor, grown);
    label = Arrays.copyOf(label, grown);
    confidence = Arrays.copyOf(confidence, grown);
  }

  /** Moves the points into the arrays of a larger, empty zone, which has the smaller ones then. */
  public void exchangeArrays(Zone larger) {
    larger.copyPoints(this);
    int[] x = xMillimetres;
    int[] y = yMillimetres;
    int[] z = zMillimetres;
    long[] times = gpsTimeNanos;
    char[] intensities = intensity;
    byte[] returns = lasReturns;
    byte[] rings = ring;
    short[] scanAngles = scanAngle;
    byte[] sensors = sensor;
    byte[] labels = label;
    byte[] confidences = confidence;
    takeArrays(larger);
    larger.xMillimetres = x;
    larger.yMillimetres = y;
    larger.zMillimetres = z;
    larger.gpsTimeNanos = times;
    larger.intensity = intensities;
    larger.lasReturns = returns;
    larger.ring = rings;
    larger.scanAngle = scanAngles;
    larger.sensor = sensors;
    larger.label = labels;
    larger.confidence = confidences;
    larger.size = 0;
  }

  private void takeArrays(Zone other) {
    xMillimetres = other.xMillimetres;
    yMillimetres = other.yMillimetres;
    zMillimetres = other.zMillimetres;
    gpsTimeNanos = other.gpsTimeNanos;
    intensity = other.intensity;
    lasReturns = other.lasReturns;
    ring = other.ring;
    scanAngle = other.scanAngle;
    sensor = other.sensor;
    label = other.label;
    confidence = other.confidence;
  }

  /**
   * Takes over another zone's square, points and state; its wires, findings, margin and sequences
   * are left out.
   */
  public void copyFrom(Zone other) {
    reset(other.id);
    ensureCapacity(other.size);
    copyPoints(other);
    firstSequence = other.firstSequence;
    lastSequence = other.lastSequence;
    firstHostNanos = other.firstHostNanos;
    lastHostNanos = other.lastHostNanos;
    timeQuality = other.timeQuality;
    poseQuality = other.poseQuality;
    attitudeQuality = other.attitudeQuality;
  }

  private void copyPoints(Zone other) {
    size = other.size;
    System.arraycopy(other.xMillimetres, 0, xMillimetres, 0, size);
    System.arraycopy(other.yMillimetres, 0, yMillimetres, 0, size);
    System.arraycopy(other.zMillimetres, 0, zMillimetres, 0, size);
    System.arraycopy(other.gpsTimeNanos, 0, gpsTimeNanos, 0, size);
    System.arraycopy(other.intensity, 0, intensity, 0, size);
    System.arraycopy(other.lasReturns, 0, lasReturns, 0, size);
    System.arraycopy(other.ring, 0, ring, 0, size);
    System.arraycopy(other.scanAngle, 0, scanAngle, 0, size);
    System.arraycopy(other.sensor, 0, sensor, 0, size);
    System.arraycopy(other.label, 0, label, 0, size);
    System.arraycopy(other.confidence, 0, confidence, 0, size);
  }

  /** Empties the zone for another square; the arrays keep their size. */
  public void reset(ZoneId newId) {
    id = newId;
    size = 0;
    firstSequence = 0;
    lastSequence = 0;
    sequences.clear();
    firstHostNanos = 0;
    lastHostNanos = 0;
    timeQuality = TimeQuality.PPS_NMEA;
    poseQuality = PoseQuality.RTK_FIXED;
    attitudeQuality = AttitudeQuality.INS;
    closeReason = CloseReason.END;
    rank = Rank.OTHER;
    severity = 0;
    classifier = "none";
    missionLabel = "";
    margin = null;
    spans = List.of();
    findings = List.of();
    rulesVersion = "";
  }
}
