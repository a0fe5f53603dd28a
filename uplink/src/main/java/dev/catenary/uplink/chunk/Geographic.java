package dev.catenary.uplink.chunk;

/** Way from the map frame to longitude and latitude. Used by one thread. */
public interface Geographic {
  /** Where no way is known. */
  Geographic UNKNOWN =
      new Geographic() {
        @Override
        public double[] degrees(double eastingMetres, double northingMetres) {
          return new double[0];
        }

        @Override
        public String datum() {
          return "";
        }
      };

  /** Longitude and latitude, degrees, of a place in the frame; empty where no way is known. */
  double[] degrees(double eastingMetres, double northingMetres);

  /** Datum of those, as {@code WGS84}; empty where no way is known. */
  String datum();
}
