package dev.catenary.simulator.scan;

import dev.catenary.simulator.platform.Platform;
import dev.catenary.simulator.scene.Scene;
import dev.catenary.simulator.time.SurveyClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * A Velodyne VLP-16 at ten turns a second, strongest or dual return, in its true data packets.
 *
 * <p>Sensor frame: x where the azimuth is 0, y to the left of it, z up along the axis. All beams
 * cross the axis in one point behind the origin, so each leaves the axis a little above or below.
 *
 * <p>Source: VLP-16 User Manual 63-9243 Rev. E: sections 9.3 (packet, angles, timing; dual mode's
 * order of returns; two returns at least 1 m apart) and appendix "Specifications" (range, beam
 * divergence 3.0 mrad, beam 9.5 by 12.7 mm). Unverified: the range at which a dark target is half
 * lost, and the noise, which are set to look like recordings; a calibrated target would settle it.
 */
public final class Vlp16 implements Scanner {
  static final int PACKET_LENGTH = 1206;
  static final long SEQUENCE_NANOS = 55_296;
  static final long FIRING_NANOS = 2_304;

  private static final double[] ELEVATION_DEGREES = {
    -15, 1, -13, 3, -11, 5, -9, 7, -7, 9, -5, 11, -3, 13, -1, 15
  };
  private static final int[] RING = {0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15};
  private static final int LASERS = 16;
  private static final int BLOCKS = 12;
  private static final int BLOCK_LENGTH = 100;
  private static final int MEASUREMENTS_OFFSET = 4;
  private static final int MEASUREMENT_LENGTH = 3;
  private static final int TIMESTAMP_OFFSET = BLOCKS * BLOCK_LENGTH;
  private static final int RETURN_MODE_OFFSET = TIMESTAMP_OFFSET + 4;
  private static final int PRODUCT_OFFSET = RETURN_MODE_OFFSET + 1;
  private static final short BLOCK_FLAG = (short) 0xEEFF;
  private static final byte STRONGEST = 0x37;
  private static final byte DUAL = 0x39;
  private static final byte PRODUCT_VLP_16 = 0x22;
  private static final double FOCAL_METRES = 0.04191;
  private static final double UNIT_METRES = 0.002;
  private static final double TURNS_PER_SECOND = 10;
  private static final Optics OPTICS = new Optics(0.011, 0.003, 0.5, 110, 55, 0.3, 1, 0.012);

  private final Gun gun;
  private final boolean dual;
  private final long seed;
  private final double[] cosElevation = new double[LASERS];
  private final double[] sinElevation = new double[LASERS];
  private final double[] heightMetres = new double[LASERS];

  public Vlp16(Scene scene, Platform platform, boolean dual, long seed) {
    this.gun = new Gun(scene, platform, OPTICS);
    this.dual = dual;
    this.seed = seed;
    for (int laser = 0; laser < LASERS; laser++) {
      double elevation = Math.toRadians(ELEVATION_DEGREES[laser]);
      cosElevation[laser] = Math.cos(elevation);
      sinElevation[laser] = Math.sin(elevation);
      heightMetres[laser] = -FOCAL_METRES * Math.tan(elevation);
    }
  }

  @Override
  public int packetLength() {
    return PACKET_LENGTH;
  }

  @Override
  public int returnsPerPacketMax() {
    return BLOCKS * 2 * LASERS;
  }

  /** The sensor stamps whole microseconds, so it fires when it says. */
  @Override
  public long packetStartNanos(long number) {
    long sequences = dual ? BLOCKS : 2 * BLOCKS;
    return number * sequences * SEQUENCE_NANOS / 1_000 * 1_000;
  }

  @Override
  public void scan(long number, byte[] packet, Returns returns) {
    returns.clear();
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(seed * 0x9E37_79B9L + number);
    long start = packetStartNanos(number);
    int blocksPerFiring = dual ? 2 : 1;
    for (int block = 0; block < BLOCKS; block += blocksPerFiring) {
      long blockStart = start + 2 * SEQUENCE_NANOS * (block / blocksPerFiring);
      for (int copy = 0; copy < blocksPerFiring; copy++) {
        int at = (block + copy) * BLOCK_LENGTH;
        bytes.putShort(at, BLOCK_FLAG).putShort(at + 2, (short) centidegrees(blockStart));
      }
      for (int i = 0; i < 2 * LASERS; i++) {
        int laser = i % LASERS;
        long time = blockStart + i / LASERS * SEQUENCE_NANOS + laser * FIRING_NANOS;
        int at = block * BLOCK_LENGTH + MEASUREMENTS_OFFSET + i * MEASUREMENT_LENGTH;
        fire(time, laser, random);
        if (dual) {
          putBoth(bytes, at, time, laser, returns);
        } else {
          putStrongest(bytes, at, time, laser, returns);
        }
      }
    }
    bytes.put(RETURN_MODE_OFFSET, dual ? DUAL : STRONGEST);
    bytes.put(PRODUCT_OFFSET, PRODUCT_VLP_16);
  }

  @Override
  public void stamp(long number, SurveyClock clock, byte[] packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(TIMESTAMP_OFFSET, (int) clock.hourMicros(packetStartNanos(number)));
  }

  private void fire(long surveyNanos, int laser, SplittableRandom random) {
    double seconds = surveyNanos / 1e9;
    double turn = seconds * TURNS_PER_SECOND;
    double azimuth = (turn - Math.floor(turn)) * 2 * Math.PI;
    double flat = cosElevation[laser];
    gun.at(seconds);
    gun.fire(
        0,
        0,
        heightMetres[laser],
        flat * Math.cos(azimuth),
        -flat * Math.sin(azimuth),
        sinElevation[laser],
        random);
  }

  private void putStrongest(ByteBuffer bytes, int at, long time, int laser, Returns returns) {
    Detector found = gun.detector();
    if (found.size == 0) {
      put(bytes, at, 0, 0);
      return;
    }
    int strongest = found.strongest();
    put(bytes, at, distance(strongest), reflectivity(strongest));
    note(returns, time, strongest, laser, 1, 1);
  }

  /**
   * The first block of the pair holds the last return, the second the strongest, or the second
   * strongest where the strongest is the last.
   */
  private void putBoth(ByteBuffer bytes, int at, long time, int laser, Returns returns) {
    Detector found = gun.detector();
    int other = at + BLOCK_LENGTH;
    if (found.size == 0) {
      put(bytes, at, 0, 0);
      put(bytes, other, 0, 0);
      return;
    }
    int last = found.size - 1;
    int strongest = found.strongest();
    int near = strongest != last || found.size == 1 ? strongest : found.secondStrongest();
    put(bytes, at, distance(last), reflectivity(last));
    put(bytes, other, distance(near), reflectivity(near));
    if (near == last) {
      note(returns, time, last, laser, 1, 1);
    } else {
      note(returns, time, last, laser, 2, 2);
      note(returns, time, near, laser, 1, 2);
    }
  }

  private void note(Returns returns, long time, int detection, int laser, int rank, int ranks) {
    double range = distance(detection) * UNIT_METRES;
    gun.note(returns, time, detection, range, reflectivity(detection), RING[laser], rank, ranks);
  }

  private static void put(ByteBuffer bytes, int at, int distance, int reflectivity) {
    bytes.putShort(at, (short) distance).put(at + 2, (byte) reflectivity);
  }

  private int distance(int detection) {
    return (int) Math.round(gun.detector().rangeMetres[detection] / UNIT_METRES);
  }

  /** Diffuse targets take 0 to 100, the percentage that they reflect. */
  private int reflectivity(int detection) {
    return (int) Math.min(100, Math.round(gun.detector().brightness[detection] * 100));
  }

  private static int centidegrees(long surveyNanos) {
    double turn = surveyNanos / 1e9 * TURNS_PER_SECOND;
    return (int) Math.round((turn - Math.floor(turn)) * 36_000) % 36_000;
  }
}
