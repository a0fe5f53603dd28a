package dev.catenary.inference.voxel;

/**
 * The columns of {@link ZoneFeatures}, in their order. Formulas, units and ranges: {@code
 * docs/features.md}. A change here is a new {@link #TABLE_VERSION}, which a model names.
 */
public enum Feature {
  // Shape of a cube and the 26 around it, at 0.5, 1, 2 and 4 m.
  LINEARITY_0,
  PLANARITY_0,
  SPHERICITY_0,
  MAIN_VERTICAL_0,
  NORMAL_VERTICAL_0,
  HEIGHT_SPREAD_0,
  THICKNESS_0,
  DENSITY_0,
  LINEARITY_1,
  PLANARITY_1,
  SPHERICITY_1,
  MAIN_VERTICAL_1,
  NORMAL_VERTICAL_1,
  HEIGHT_SPREAD_1,
  THICKNESS_1,
  DENSITY_1,
  LINEARITY_2,
  PLANARITY_2,
  SPHERICITY_2,
  MAIN_VERTICAL_2,
  NORMAL_VERTICAL_2,
  HEIGHT_SPREAD_2,
  THICKNESS_2,
  DENSITY_2,
  LINEARITY_3,
  PLANARITY_3,
  SPHERICITY_3,
  MAIN_VERTICAL_3,
  NORMAL_VERTICAL_3,
  HEIGHT_SPREAD_3,
  THICKNESS_3,
  DENSITY_3,
  // Where the cube stands.
  HEIGHT,
  GROUND_SLOPE,
  // Its column of 1 m and of 2 m.
  AIR_BELOW_1,
  BELOW_SHARE_1,
  ABOVE_SHARE_1,
  TOP_ABOVE_1,
  FILL_BELOW_1,
  AIR_BELOW_2,
  BELOW_SHARE_2,
  ABOVE_SHARE_2,
  TOP_ABOVE_2,
  FILL_BELOW_2,
  // What the echoes say.
  MULTIPLE_ECHOES,
  NOT_LAST_ECHO,
  INTENSITY,
  // Shape at 8 m.
  LINEARITY_4,
  PLANARITY_4,
  SPHERICITY_4,
  MAIN_VERTICAL_4,
  NORMAL_VERTICAL_4,
  HEIGHT_SPREAD_4,
  THICKNESS_4,
  DENSITY_4,
  // From one scale to the next: how the number of points grows, whether the line goes on.
  GROWTH_0,
  GROWTH_1,
  GROWTH_2,
  GROWTH_3,
  LINE_GOES_ON_0,
  LINE_GOES_ON_1,
  LINE_GOES_ON_2,
  // How high the cube is in its surroundings, and how many of the 27 cubes have points.
  RAISED_0,
  RAISED_1,
  RAISED_2,
  RAISED_3,
  OCCUPIED_0,
  OCCUPIED_1,
  OCCUPIED_2,
  OCCUPIED_3,
  // Heights where differences matter most, and of the top of the 2 m column.
  HEIGHT_LOW,
  HEIGHT_LOG,
  TOP_HEIGHT;

  /** Names what the columns mean. */
  public static final int TABLE_VERSION = 4;

  /** Number of columns. */
  public static final int COUNT = values().length;

  /** Columns of one scale's shape. */
  public static final int PER_SCALE = 8;
}
