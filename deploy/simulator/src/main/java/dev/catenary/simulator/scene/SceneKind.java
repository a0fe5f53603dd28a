package dev.catenary.simulator.scene;

/** Kind of country of a scene; how {@link Corridor} lays it out. */
public enum SceneKind {
  /** A distribution line on wooden poles through paddocks and bush, a farm house now and then. */
  RURAL_DISTRIBUTION(true, false, false, 1.5, 70, 0),
  /** The same, and two circuits on lattice towers beside it. */
  TRANSMISSION(true, true, false, 1.6, 110, 0),
  /** A street of houses, gardens and parked cars under its mains and service cables. */
  SUBURB(true, false, false, 4, 19, 24),
  /** A lake shore without any conductor, where masts and stays must not be taken for poles. */
  WATERSIDE(false, false, true, 1.8, 130, 0);

  final boolean hasPoles;
  final boolean hasTowers;
  final boolean hasLake;

  /** Mean distance from one tree to the next along the corridor. */
  final double treeMetres;

  /** Mean distance from one house to the next on the road's south side. */
  final double houseMetres;

  /** Likewise on its north side; 0 for none. */
  final double northHouseMetres;

  SceneKind(
      boolean hasPoles,
      boolean hasTowers,
      boolean hasLake,
      double treeMetres,
      double houseMetres,
      double northHouseMetres) {
    this.hasPoles = hasPoles;
    this.hasTowers = hasTowers;
    this.hasLake = hasLake;
    this.treeMetres = treeMetres;
    this.houseMetres = houseMetres;
    this.northHouseMetres = northHouseMetres;
  }
}
