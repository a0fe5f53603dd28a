package dev.catenary.inference.scene;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Random;

/** A small made-up place in one zone of 32 m: what is put in it is known. Noise is 2 cm. */
public final class Scene {
  private static final double NOISE_METRES = 0.02;

  private final Random random;
  private final Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 10, 20), 4_096);
  private double slopeEast;
  private double slopeNorth;

  public Scene(long seed) {
    random = new Random(seed);
  }

  /** Number of points so far: the next to be put has this number. */
  public int size() {
    return zone.size;
  }

  public Zone zone() {
    return zone;
  }

  public double groundMetres(double x, double y) {
    return 300 + slopeEast * (x - 16) + slopeNorth * (y - 16);
  }

  /** Ground everywhere. */
  public Scene ground(double slopeEast, double slopeNorth, double pointsPerSquareMetre) {
    this.slopeEast = slopeEast;
    this.slopeNorth = slopeNorth;
    for (int i = 0; i < 32 * 32 * pointsPerSquareMetre; i++) {
      double x = random.nextDouble() * 32;
      double y = random.nextDouble() * 32;
      put(x, y, groundMetres(x, y));
    }
    return this;
  }

  /** A wire across the zone through its middle, sagging by 1 m. */
  public Scene wire(double headingRad, double offsetMetres, double aboveGround, double perMetre) {
    for (int i = 0; i < 46 * perMetre; i++) {
      double along = (random.nextDouble() - 0.5) * 46;
      double x = 16 + along * Math.sin(headingRad) + offsetMetres * Math.cos(headingRad);
      double y = 16 + along * Math.cos(headingRad) - offsetMetres * Math.sin(headingRad);
      put(x, y, groundMetres(x, y) + aboveGround + along * along / 529);
    }
    return this;
  }

  /** A crown of leaves on a trunk. */
  public Scene tree(double x, double y, double topMetres, double radiusMetres, int points) {
    int put = 0;
    while (put < points) {
      double dx = 2 * random.nextDouble() - 1;
      double dy = 2 * random.nextDouble() - 1;
      double dz = 2 * random.nextDouble() - 1;
      if (dx * dx + dy * dy + dz * dz <= 1) {
        double up = topMetres - radiusMetres * (1 - dz);
        put(x + dx * radiusMetres, y + dy * radiusMetres, groundMetres(x, y) + up);
        put++;
      }
    }
    return this;
  }

  /** A flat roof; nothing is seen below it. */
  public Scene roof(double x, double y, double sideMetres, double upMetres, int points) {
    for (int i = 0; i < points; i++) {
      double dx = (random.nextDouble() - 0.5) * sideMetres;
      double dy = (random.nextDouble() - 0.5) * sideMetres;
      put(x + dx, y + dy, groundMetres(x, y) + upMetres + 0.2 * dx);
    }
    return this;
  }

  /** A round pole. */
  public Scene pole(double x, double y, double topMetres, int points) {
    for (int i = 0; i < points; i++) {
      double angle = random.nextDouble() * 2 * Math.PI;
      put(
          x + 0.15 * Math.cos(angle),
          y + 0.15 * Math.sin(angle),
          groundMetres(x, y) + random.nextDouble() * topMetres);
    }
    return this;
  }

  /** One point. */
  public Scene put(double x, double y, double z) {
    if (x < 0 || y < 0 || x >= 32 || y >= 32) {
      return this;
    }
    zone.ensureCapacity(zone.size + 1);
    zone.xMillimetres[zone.size] = (int) Math.round(1e3 * x);
    zone.yMillimetres[zone.size] = (int) Math.round(1e3 * y);
    zone.zMillimetres[zone.size] =
        (int) Math.round(1e3 * (z + NOISE_METRES * random.nextGaussian()));
    zone.lasReturns[zone.size] = 0x11;
    zone.intensity[zone.size] = 40;
    zone.size++;
    return this;
  }
}
