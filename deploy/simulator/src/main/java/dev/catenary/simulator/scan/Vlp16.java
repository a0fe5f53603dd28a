package dev.catenary.simulator.scan;

import dev.catenary.simulator.platform.Drone;
import dev.catenary.simulator.scene.Corridor;
import dev.catenary.simulator.scene.Hit;
import dev.catenary.simulator.scene.Ray;
import dev.catenary.simulator.scene.TrueClass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * A Velodyne VLP-16 at 10 turns a second that gives its true data packets, strongest return.
 *
 * <p>Source: VLP-16 User Manual 63-9243 Rev. E: sections 6 (range, accuracy, beam divergence 3.0
 * mrad) and 9.3 (packet, angles, timing).
 */
public final class Vlp16 {
  public static final int PACKET_LENGTH = 1206;
  public static final double PACKET_SECONDS = 24 * 55.296e-6;

  private static final double[] ELEVATION_DEGREES = {
    -15, 1, -13, 3, -11, 5, -9, 7, -7, 9, -5, 11, -3, 13, -1, 15
  };
  private static final double TURNS_PER_SECOND = 10;
  private static final double SEQUENCE_SECONDS = 55.296e-6;
  private static final double FIRING_SECONDS = 2.304e-6;
  private static final double FOCAL_METRES = 0.04191;
  private static final double DIVERGENCE_RAD = 0.003;
  private static final double RANGE_METRES_MAX = 100;
  private static final double NOISE_METRES = 0.015;
  private static final double UNIT_METRES = 0.002;

  private final Corridor corridor;
  private final Drone drone;
  private final Random random;
  private final Ray ray = new Ray();
  private final Hit hit = new Hit();
  private final Attitude attitude = new Attitude();
  private final long[] pointsByClass = new long[TrueClass.values().length];

  public Vlp16(Corridor corridor, Drone drone, long seed) {
    this.corridor = corridor;
    this.drone = drone;
    this.random = new Random(seed);
  }

  /**
   * Fires one packet.
   *
   * @param seconds of the survey at its first firing
   * @param microsPastHour the same on the sensor's clock
   */
  public byte[] packet(double seconds, long microsPastHour) {
    ByteBuffer packet = ByteBuffer.allocate(PACKET_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 12; block++) {
      double blockSeconds = seconds + block * 2 * SEQUENCE_SECONDS;
      packet.putShort((short) 0xEEFF).putShort((short) centidegrees(blockSeconds));
      for (int i = 0; i < 32; i++) {
        int sequence = i / 16;
        int laser = i % 16;
        fire(blockSeconds + sequence * SEQUENCE_SECONDS + laser * FIRING_SECONDS, laser, packet);
      }
    }
    packet.putInt((int) microsPastHour).put((byte) 0x37).put((byte) 0x22);
    return packet.array();
  }

  /** Points given so far of a class. */
  public long points(TrueClass what) {
    return pointsByClass[what.ordinal()];
  }

  private static int centidegrees(double seconds) {
    double turn = seconds * TURNS_PER_SECOND;
    return (int) Math.round((turn - Math.floor(turn)) * 36_000) % 36_000;
  }

  private void fire(double seconds, int laser, ByteBuffer packet) {
    double turn = seconds * TURNS_PER_SECOND;
    double azimuth = (turn - Math.floor(turn)) * 2 * Math.PI;
    double elevation = Math.toRadians(ELEVATION_DEGREES[laser]);
    attitude.set(drone, seconds);
    double flat = Math.cos(elevation);
    attitude.point(flat * Math.cos(azimuth), -flat * Math.sin(azimuth), Math.sin(elevation), ray);
    ray.x = drone.eastMetres(seconds);
    ray.y = drone.northMetres(seconds);
    ray.z = drone.upMetres(seconds);
    // The beams cross behind the axis: each leaves it a little above or below the origin.
    double offset = -FOCAL_METRES * Math.tan(elevation);
    ray.x += offset * Math.sin(drone.headingRad(seconds));
    ray.y += offset * Math.cos(drone.headingRad(seconds));
    hit.clear(RANGE_METRES_MAX);
    corridor.meet(ray, DIVERGENCE_RAD, -Math.log(1 - random.nextDouble()), hit);
    boolean returns =
        hit.trueClass != TrueClass.NONE
            && random.nextDouble() < detection(hit.reflectivity, hit.rangeMetres);
    if (!returns) {
      packet.putShort((short) 0).put((byte) 0);
      return;
    }
    pointsByClass[hit.trueClass.ordinal()]++;
    double range = hit.rangeMetres + random.nextGaussian() * NOISE_METRES;
    packet.putShort((short) Math.round(range / UNIT_METRES));
    packet.put((byte) Math.min(100, Math.round(hit.reflectivity * 100)));
  }

  /** Ten per cent reflectivity is seen to the sensor's stated range; less, less far. */
  private static double detection(double reflectivity, double rangeMetres) {
    double margin = reflectivity / 0.1 * Math.pow(RANGE_METRES_MAX / 2 / rangeMetres, 2);
    return Math.min(0.99, margin);
  }
}
