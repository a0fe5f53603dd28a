package dev.catenary.capture.velodyne;

/**
 * The angles by design of each model, for units whose own calibration is not at hand. Degrees, by
 * laser id.
 *
 * <p>A model's beams cross in one point behind the axis of rotation, so a beam that points up
 * leaves the axis below the origin: its vertical offset is the focal distance times the tangent of
 * its elevation, downwards. The VLP-16 manual's table of vertical corrections is this to 0.1 mm.
 *
 * <p>Sources: VLP-16 User Manual 63-9243 Rev. E, section 9.3.1.5, table 9-1; Puck Hi-Res datasheet
 * 63-9318; HDL-32E User Manual 63-9113, table "Laser firing sequence"; VLP-32C User Manual 63-9325,
 * table 9-1; Alpha Prime User Manual 63-9483, table 9-2. Focal distances: envelope drawings 86-0101
 * (VLP-16), 86-0129 (Puck Hi-Res), 86-0106 (HDL-32E) and those of the VLP-32C and Alpha Prime.
 */
final class DesignAngles {
  private static final double[] VLP_16 = {
    -15.0, 1.0, -13.0, 3.0, -11.0, 5.0, -9.0, 7.0, -7.0, 9.0, -5.0, 11.0, -3.0, 13.0, -1.0, 15.0
  };

  private static final double[] PUCK_HI_RES = {
    -10.0, 0.667, -8.667, 2.0, -7.333, 3.333, -6.0, 4.667, -4.667, 6.0, -3.333, 7.333, -2.0, 8.667,
    -0.667, 10.0
  };

  private static final double[] HDL_32E = {
    -30.67, -9.33, -29.33, -8.0, -28.0, -6.67, -26.67, -5.33, -25.33, -4.0, -24.0, -2.67, -22.67,
    -1.33, -21.33, 0.0, -20.0, 1.33, -18.67, 2.67, -17.33, 4.0, -16.0, 5.33, -14.67, 6.67, -13.33,
    8.0, -12.0, 9.33, -10.67, 10.67
  };

  private static final double[] VLP_32C = {
    -25.0, -1.0, -1.667, -15.639, -11.31, 0.0, -0.667, -8.843, -7.254, 0.333, -0.333, -6.148,
    -5.333, 1.333, 0.667, -4.0, -4.667, 1.667, 1.0, -3.667, -3.333, 3.333, 2.333, -2.667, -3.0, 7.0,
    4.667, -2.333, -2.0, 15.0, 10.333, -1.333
  };

  private static final double[] VLP_32C_AZIMUTH = {
    -1.4, 4.2, -1.4, 1.4, -1.4, 1.4, -4.2, 1.4, -1.4, 4.2, -1.4, 1.4, -4.2, 1.4, -4.2, 1.4,
    -1.4, 4.2, -1.4, 4.2, -4.2, 1.4, -1.4, 1.4, -1.4, 1.4, -1.4, 4.2, -4.2, 1.4, -1.4, 1.4
  };

  private static final double[] VLS_128 = {
    -11.742, -1.99, 3.4, -5.29, -0.78, 4.61, -4.08, 1.31, -6.5, -1.11, 4.28, -4.41, 0.1, 6.48,
    -3.2, 2.19, -3.86, 1.53, -9.244, -1.77, 2.74, -5.95, -0.56, 4.83, -2.98, 2.41, -6.28, -0.89,
    3.62, -5.07, 0.32, 7.58, -0.34, 5.18, -3.64, 1.75, -25.0, -2.43, 2.96, -5.73, 0.54, 9.7,
    -2.76, 2.63, -7.65, -1.55, 3.84, -4.85, 3.18, -5.51, -0.12, 5.73, -4.3, 1.09, -16.042, -2.21,
    4.06, -4.63, 0.76, 15.0, -3.42, 1.97, -6.85, -1.33, -5.62, -0.23, 5.43, -3.53, 0.98, -19.582,
    -2.32, 3.07, -4.74, 0.65, 11.75, -2.65, 1.86, -7.15, -1.44, 3.95, -2.1, 3.29, -5.4, -0.01,
    4.5, -4.19, 1.2, -13.565, -1.22, 4.17, -4.52, 0.87, 6.08, -3.31, 2.08, -6.65, 1.42, -10.346,
    -1.88, 3.51, -6.06, -0.67, 4.72, -3.97, 2.3, -6.39, -1.0, 4.39, -5.18, 0.21, 6.98, -3.09,
    4.98, -3.75, 1.64, -8.352, -2.54, 2.85, -5.84, -0.45, 8.43, -2.87, 2.52, -6.17, -1.66, 3.73,
    -4.96, 0.43
  };

  /** Repeats with each group of eight lasers. */
  private static final double[] VLS_128_AZIMUTH = {
    -6.354, -4.548, -2.732, -0.911, 0.911, 2.732, 4.548, 6.354
  };

  private DesignAngles() {}

  static VelodyneCalibration of(VelodyneModel model) {
    double[] elevation =
        switch (model) {
          case VLP_16 -> VLP_16;
          case PUCK_HI_RES -> PUCK_HI_RES;
          case HDL_32E -> HDL_32E;
          case VLP_32C -> VLP_32C;
          case VLS_128 -> VLS_128;
        };
    int lasers = elevation.length;
    double[] elevationRad = new double[lasers];
    double[] azimuthRad = new double[lasers];
    double[] verticalMetres = new double[lasers];
    for (int laser = 0; laser < lasers; laser++) {
      elevationRad[laser] = Math.toRadians(elevation[laser]);
      azimuthRad[laser] = Math.toRadians(azimuth(model, laser));
      verticalMetres[laser] = -focalDistanceMetres(model) * Math.tan(elevationRad[laser]);
    }
    double[] none = new double[lasers];
    return new VelodyneCalibration(elevationRad, azimuthRad, none, none, verticalMetres);
  }

  private static double focalDistanceMetres(VelodyneModel model) {
    return switch (model) {
      case VLP_16, PUCK_HI_RES -> 0.04191;
      case HDL_32E -> 0.02883;
      case VLP_32C -> 0.0424;
      case VLS_128 -> 0.05863;
    };
  }

  private static double azimuth(VelodyneModel model, int laser) {
    return switch (model) {
      case VLP_32C -> VLP_32C_AZIMUTH[laser];
      case VLS_128 -> VLS_128_AZIMUTH[laser % VLS_128_AZIMUTH.length];
      default -> 0;
    };
  }
}
