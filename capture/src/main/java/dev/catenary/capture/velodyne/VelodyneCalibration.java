package dev.catenary.capture.velodyne;

import java.util.stream.IntStream;

/**
 * Where each laser of a unit points, and what its distances are off by. Arrays by laser id, in
 * radians and metres.
 */
public final class VelodyneCalibration {
  final float[] sinElevation;
  final float[] cosElevation;
  final float[] sinAzimuth;
  final float[] cosAzimuth;
  final float[] distanceMetres;
  final float[] horizontalMetres;
  final float[] verticalMetres;
  final byte[] ring;

  /**
   * @param elevationRad above the plane of rotation
   * @param azimuthRad by which the laser's azimuth is less than the head's (Velodyne: {@code
   *     rot_correction})
   * @param distanceMetres added to each distance
   * @param horizontalMetres offset across the beam, in the plane of rotation
   * @param verticalMetres offset along the axis of rotation
   */
  VelodyneCalibration(
      double[] elevationRad,
      double[] azimuthRad,
      double[] distanceMetres,
      double[] horizontalMetres,
      double[] verticalMetres) {
    int lasers = elevationRad.length;
    sinElevation = new float[lasers];
    cosElevation = new float[lasers];
    sinAzimuth = new float[lasers];
    cosAzimuth = new float[lasers];
    this.distanceMetres = new float[lasers];
    this.horizontalMetres = new float[lasers];
    this.verticalMetres = new float[lasers];
    ring = new byte[lasers];
    for (int laser = 0; laser < lasers; laser++) {
      sinElevation[laser] = (float) Math.sin(elevationRad[laser]);
      cosElevation[laser] = (float) Math.cos(elevationRad[laser]);
      sinAzimuth[laser] = (float) Math.sin(azimuthRad[laser]);
      cosAzimuth[laser] = (float) Math.cos(azimuthRad[laser]);
      this.distanceMetres[laser] = (float) distanceMetres[laser];
      this.horizontalMetres[laser] = (float) horizontalMetres[laser];
      this.verticalMetres[laser] = (float) verticalMetres[laser];
    }
    int[] byElevation =
        IntStream.range(0, lasers)
            .boxed()
            .sorted((a, b) -> Double.compare(elevationRad[a], elevationRad[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int place = 0; place < lasers; place++) {
      ring[byElevation[place]] = (byte) place;
    }
  }

  public int lasers() {
    return ring.length;
  }
}
