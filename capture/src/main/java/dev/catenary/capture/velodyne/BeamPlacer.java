package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodyneDataPacket.AZIMUTHS;

import dev.catenary.proto.point.PointBatch;
import org.jspecify.annotations.Nullable;

/**
 * Places measurements in the sensor's frame by a unit's calibration: x where the azimuth is 0, y to
 * the left of it, z up along the axis; metres.
 *
 * <p>Source: VLP-16 User Manual 63-9243 Rev. E, section 9.3.1.4 and its figure, its x being our -y
 * and its y our x.
 */
final class BeamPlacer {
  private static final float[] COS = new float[AZIMUTHS];
  private static final float[] SIN = new float[AZIMUTHS];

  static {
    for (int azimuth = 0; azimuth < AZIMUTHS; azimuth++) {
      double rad = Math.toRadians(azimuth / 100.0);
      COS[azimuth] = (float) Math.cos(rad);
      SIN[azimuth] = (float) Math.sin(rad);
    }
  }

  private final VelodyneCalibration unit;
  private final float distanceUnitMetres;
  private final int laserMask;

  /**
   * @param own the unit's own calibration, with as many lasers as the model has, or null for the
   *     angles by design
   */
  BeamPlacer(VelodyneModel model, @Nullable VelodyneCalibration own) {
    unit = own != null ? own : DesignAngles.of(model);
    distanceUnitMetres = model.distanceUnitMillimetres() / 1_000f;
    laserMask = model.lasers() - 1;
  }

  /** The laser of a measurement, counted on from the packet's first laser. */
  int laser(int measurement) {
    return measurement & laserMask;
  }

  /**
   * @param azimuth of the block, hundredths of a degree
   * @param turned by what the head turns in the whole packet, hundredths of a degree
   * @param part of that until the firing
   * @return to the sensor's own resolution
   */
  static int turnedOn(int azimuth, int turned, float part) {
    int on = (int) (azimuth + turned * part + 0.5f);
    return on >= AZIMUTHS ? on - AZIMUTHS : on;
  }

  void place(PointBatch batch, int point, int distance, int laser, int azimuth) {
    VelodyneCalibration unit = this.unit;
    float range = distance * distanceUnitMetres + unit.distanceMetres[laser];
    float cosTurn = COS[azimuth];
    float sinTurn = SIN[azimuth];
    float cosLaser = unit.cosAzimuth[laser];
    float sinLaser = unit.sinAzimuth[laser];
    float cos = cosTurn * cosLaser + sinTurn * sinLaser;
    float sin = sinTurn * cosLaser - cosTurn * sinLaser;
    float flat = range * unit.cosElevation[laser];
    float across = unit.horizontalMetres[laser];
    batch.xSensorMetres[point] = flat * cos + across * sin;
    batch.ySensorMetres[point] = across * cos - flat * sin;
    batch.zSensorMetres[point] = range * unit.sinElevation[laser] + unit.verticalMetres[laser];
    batch.ring[point] = unit.ring[laser];
  }
}
