package dev.catenary.proto.point;

/**
 * The points of one packet, as parallel preallocated arrays of which the first {@link #size}
 * entries count.
 *
 * <p>One stage owns a batch at a time: it fills or changes it in place, then hands it on or returns
 * it to its {@link PointBatchPool}. The arrays are public because they are read and written in the
 * hot loops of every stage.
 *
 * <p>Frames: <i>sensor</i> is the maker's Cartesian frame (metres, right-handed, z up along the
 * spin axis); <i>map</i> is the configured projected CRS (easting, northing) with ellipsoidal
 * height.
 */
public final class PointBatch {
  /** Returned first by energy. Bits may be combined: a single echo is both strongest and last. */
  public static final byte RETURN_STRONGEST = 1;

  /** Returned last (Velodyne), or second strongest (Ouster). */
  public static final byte RETURN_SECOND = 2;

  public static final byte RETURN_BOTH = RETURN_STRONGEST | RETURN_SECOND;

  public final int capacity;
  public int size;

  public final float[] xSensorMetres;
  public final float[] ySensorMetres;
  public final float[] zSensorMetres;

  /** Valid once {@link #inMapFrame}. */
  public final double[] eastingMetres;

  public final double[] northingMetres;
  public final double[] heightMetres;

  /** The sensor's own scale: reflectivity 0..255 (Velodyne, LD06), signal photons (Ouster). */
  public final char[] intensity;

  /** Laser by elevation, lowest first (Velodyne), or pixel row, top first (Ouster); unsigned. */
  public final byte[] ring;

  /** {@link #RETURN_STRONGEST}, {@link #RETURN_SECOND} or {@link #RETURN_BOTH}. */
  public final byte[] returnKind;

  /**
   * LAS return number in the low four bits (1 is the nearest echo of its pulse), number of returns
   * in the high four: the first byte of a point record's flags in LAS point format 6.
   */
  public final byte[] lasReturns;

  /** Scan angle as LAS 1.4 has it, in steps of 0.006 degrees; valid once {@link #inMapFrame}. */
  public final short[] scanAngle;

  /** The sensor's clock, in its own epoch. */
  public final long[] sensorTimeNanos;

  /** Index of the sensor in the configuration. */
  public int sensor;

  /** The journal's number of the datagram these points came in; rises by one for each datagram. */
  public long sequence;

  /** Host clock at arrival, nanoseconds since 1970-01-01T00:00Z. */
  public long hostTimeNanos;

  /** To be added to a sensor time to have GPS time, nanoseconds since 1980-01-06T00:00Z. */
  public long sensorToGpsNanos;

  public TimeQuality timeQuality = TimeQuality.NONE;
  public PoseQuality poseQuality = PoseQuality.NONE;

  /** Worst source of the attitude that the points were placed by. */
  public AttitudeQuality attitudeQuality = AttitudeQuality.NONE;

  public boolean inMapFrame;

  public PointBatch(int capacity) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("capacity must be positive, not " + capacity);
    }
    this.capacity = capacity;
    xSensorMetres = new float[capacity];
    ySensorMetres = new float[capacity];
    zSensorMetres = new float[capacity];
    eastingMetres = new double[capacity];
    northingMetres = new double[capacity];
    heightMetres = new double[capacity];
    intensity = new char[capacity];
    ring = new byte[capacity];
    returnKind = new byte[capacity];
    lasReturns = new byte[capacity];
    scanAngle = new short[capacity];
    sensorTimeNanos = new long[capacity];
  }

  public static byte lasReturns(int number, int count) {
    return (byte) (number | count << 4);
  }

  public long gpsTimeNanos(int point) {
    return sensorTimeNanos[point] + sensorToGpsNanos;
  }

  public int remaining() {
    return capacity - size;
  }

  /** Empties the batch for its next owner; the arrays keep their old contents. */
  public void clear() {
    size = 0;
    sensor = 0;
    sequence = 0;
    hostTimeNanos = 0;
    sensorToGpsNanos = 0;
    timeQuality = TimeQuality.NONE;
    poseQuality = PoseQuality.NONE;
    attitudeQuality = AttitudeQuality.NONE;
    inMapFrame = false;
  }
}
