package dev.catenary.simulator.platform;

/** Where the sensor is in the scene and how it is turned, at one moment; reused. */
public final class SensorPose {
  public double eastMetres;
  public double northMetres;
  public double upMetres;

  /** From the sensor's axes to east, north, up, by rows. */
  public final double[] rotation = new double[9];

  private final Platform platform;
  private final double[] mounting;
  private final BodyPose body = new BodyPose();

  public SensorPose(Platform platform) {
    this.platform = platform;
    this.mounting = platform.mount().rotation();
  }

  /** Sets it to a moment of the survey. */
  public void at(double surveySeconds) {
    platform.trajectory().at(surveySeconds, body);
    double[] r = body.rotation;
    Mount mount = platform.mount();
    double x = mount.forwardMetres();
    double y = mount.leftMetres();
    double z = mount.upMetres();
    eastMetres = body.eastMetres + r[0] * x + r[1] * y + r[2] * z;
    northMetres = body.northMetres + r[3] * x + r[4] * y + r[5] * z;
    upMetres = body.upMetres + r[6] * x + r[7] * y + r[8] * z;
    Rotations.multiply(r, mounting, rotation);
  }

  /** Tests whether the vehicle itself stands in the way of a direction of the sensor's frame. */
  public boolean isHidden(double dx, double dy, double dz) {
    double[] m = mounting;
    return platform
        .roof()
        .hides(
            m[0] * dx + m[1] * dy + m[2] * dz,
            m[3] * dx + m[4] * dy + m[5] * dz,
            m[6] * dx + m[7] * dy + m[8] * dz);
  }
}
