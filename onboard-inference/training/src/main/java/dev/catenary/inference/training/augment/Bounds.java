package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;

/** The rectangle of a cloud on the map. */
record Bounds(double west, double south, double east, double north) {
  static Bounds of(CloudPoints cloud) {
    double west = Double.MAX_VALUE;
    double south = Double.MAX_VALUE;
    double east = -Double.MAX_VALUE;
    double north = -Double.MAX_VALUE;
    for (int i = 0; i < cloud.size; i++) {
      west = Math.min(west, cloud.eastingMetres[i]);
      east = Math.max(east, cloud.eastingMetres[i]);
      south = Math.min(south, cloud.northingMetres[i]);
      north = Math.max(north, cloud.northingMetres[i]);
    }
    return new Bounds(west, south, east, north);
  }

  double middleEastMetres() {
    return (west + east) / 2;
  }

  double middleNorthMetres() {
    return (south + north) / 2;
  }

  double areaSquareMetres() {
    return (east - west) * (north - south);
  }
}
