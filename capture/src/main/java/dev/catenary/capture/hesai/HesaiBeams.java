package dev.catenary.capture.hesai;

import dev.catenary.proto.point.PointBatch;

/**
 * Places points in the sensor's frame: x to the right of the encoder's zero, y towards it, z up
 * along the axis; azimuths run clockwise seen from above.
 */
final class HesaiBeams {
  private static final double[] SINE = new double[HesaiPacket.AZIMUTHS];
  private static final double[] COSINE = new double[HesaiPacket.AZIMUTHS];

  static {
    for (int azimuth = 0; azimuth < HesaiPacket.AZIMUTHS; azimuth++) {
      double rad = Math.toRadians(azimuth / 100.0);
      SINE[azimuth] = Math.sin(rad);
      COSINE[azimuth] = Math.cos(rad);
    }
  }

  private final double[] levelCosine;
  private final double[] levelSine;
  private final double[] up;

  HesaiBeams(HesaiAngles angles) {
    int channels = angles.channels();
    levelCosine = new double[channels];
    levelSine = new double[channels];
    up = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      double level = Math.cos(angles.elevationRad(channel));
      levelCosine[channel] = level * Math.cos(angles.azimuthRad(channel));
      levelSine[channel] = level * Math.sin(angles.azimuthRad(channel));
      up[channel] = Math.sin(angles.elevationRad(channel));
    }
  }

  void place(PointBatch batch, int at, double rangeMetres, int channel, int azimuth) {
    double sine = SINE[azimuth] * levelCosine[channel] + COSINE[azimuth] * levelSine[channel];
    double cosine = COSINE[azimuth] * levelCosine[channel] - SINE[azimuth] * levelSine[channel];
    batch.xSensorMetres[at] = (float) (rangeMetres * sine);
    batch.ySensorMetres[at] = (float) (rangeMetres * cosine);
    batch.zSensorMetres[at] = (float) (rangeMetres * up[channel]);
    batch.ring[at] = (byte) channel;
  }
}
