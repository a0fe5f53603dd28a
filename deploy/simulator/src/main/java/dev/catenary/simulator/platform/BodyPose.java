package dev.catenary.simulator.platform;

/** Where the body is in the scene and how it is turned; reused. Body axes: forward, left, up. */
public final class BodyPose {
  public double eastMetres;
  public double northMetres;
  public double upMetres;

  /** From the body's axes to east, north, up, by rows. */
  public final double[] rotation = new double[9];

  /**
   * Sets the attitude as an INS reports it.
   *
   * @param rollRad right side down
   * @param pitchRad nose up
   * @param azimuthRad clockwise from north
   */
  void turn(double rollRad, double pitchRad, double azimuthRad) {
    double ca = Math.cos(azimuthRad);
    double sa = Math.sin(azimuthRad);
    double cp = Math.cos(pitchRad);
    double sp = Math.sin(pitchRad);
    double cr = Math.cos(rollRad);
    double sr = Math.sin(rollRad);
    rotation[0] = sa * cp;
    rotation[3] = ca * cp;
    rotation[6] = sp;
    rotation[1] = -cr * ca - sr * sa * sp;
    rotation[4] = cr * sa - sr * ca * sp;
    rotation[7] = sr * cp;
    rotation[2] = sr * ca - cr * sa * sp;
    rotation[5] = -sr * sa - cr * ca * sp;
    rotation[8] = cr * cp;
  }
}
