package dev.catenary.simulator.scene;

/**
 * A lake to the north of its shore, whose water is level.
 *
 * @param shoreMetres north of the scene's origin; infinite for no lake
 * @param levelMetres of the water
 */
record Lake(double shoreMetres, double levelMetres) {
  static final Lake NONE = new Lake(Double.POSITIVE_INFINITY, 0);

  private static final double BANK_METRES = 14;

  boolean isOn(double north) {
    return north >= shoreMetres;
  }

  /** The land with the lake in it: its bank runs down to the water. */
  Terrain.Relief in(Terrain.Relief land) {
    if (shoreMetres == Double.POSITIVE_INFINITY) {
      return land;
    }
    return (east, north) -> {
      double away = Math.max(0, Math.min(1, (shoreMetres - north) / BANK_METRES));
      return levelMetres + away * (land.heightMetres(east, north) - levelMetres);
    };
  }
}
