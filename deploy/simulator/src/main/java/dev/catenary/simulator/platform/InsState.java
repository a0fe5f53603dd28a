package dev.catenary.simulator.platform;

/** State of a faultless INS at one moment; reused. */
public final class InsState {
  private static final double STEP_SECONDS = 1e-3;

  public double latitudeRad;
  public double longitudeRad;

  /** Above the ellipsoid. */
  public double heightMetres;

  public double northMetresPerSecond;
  public double eastMetresPerSecond;
  public double upMetresPerSecond;

  /** Right side down. */
  public double rollRad;

  /** Nose up. */
  public double pitchRad;

  /** Clockwise from true north. */
  public double azimuthRad;

  private final Trajectory trajectory;
  private final LocalFrame frame;
  private final BodyPose pose = new BodyPose();
  private final double[] local = new double[9];

  public InsState(Trajectory trajectory, LocalFrame frame) {
    this.trajectory = trajectory;
    this.frame = frame;
  }

  /** Sets it to a moment of the survey. */
  public void at(double surveySeconds) {
    trajectory.at(surveySeconds + STEP_SECONDS, pose);
    double east = pose.eastMetres;
    double north = pose.northMetres;
    double up = pose.upMetres;
    trajectory.at(surveySeconds, pose);
    eastMetresPerSecond = (east - pose.eastMetres) / STEP_SECONDS;
    northMetresPerSecond = (north - pose.northMetres) / STEP_SECONDS;
    upMetresPerSecond = (up - pose.upMetres) / STEP_SECONDS;
    frame.place(pose.eastMetres, pose.northMetres, pose.upMetres);
    latitudeRad = frame.latitudeRad();
    longitudeRad = frame.longitudeRad();
    heightMetres = frame.heightMetres();
    frame.turnToPlace(pose.rotation, local);
    azimuthRad = Math.atan2(local[0], local[3]);
    if (azimuthRad < 0) {
      azimuthRad += 2 * Math.PI;
    }
    pitchRad = Math.asin(Math.max(-1, Math.min(1, local[6])));
    rollRad = Math.atan2(local[7], local[8]);
  }

  /** Over ground. */
  public double speedMetresPerSecond() {
    return Math.hypot(eastMetresPerSecond, northMetresPerSecond);
  }

  /** Clockwise from true north. */
  public double courseRad() {
    double course = Math.atan2(eastMetresPerSecond, northMetresPerSecond);
    return course < 0 ? course + 2 * Math.PI : course;
  }
}
