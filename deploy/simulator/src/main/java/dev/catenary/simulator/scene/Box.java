package dev.catenary.simulator.scene;

/** An upright block along the axes: a house with a flat roof. */
record Box(double x0, double x1, double y0, double y1, double z0, double z1) {
  private static final double REFLECTIVITY = 0.45;

  void meet(Ray ray, Hit hit) {
    double in = 0;
    double out = hit.rangeMetres;
    double tx0 = (x0 - ray.x) / ray.dx;
    double tx1 = (x1 - ray.x) / ray.dx;
    in = Math.max(in, Math.min(tx0, tx1));
    out = Math.min(out, Math.max(tx0, tx1));
    double ty0 = (y0 - ray.y) / ray.dy;
    double ty1 = (y1 - ray.y) / ray.dy;
    in = Math.max(in, Math.min(ty0, ty1));
    out = Math.min(out, Math.max(ty0, ty1));
    double tz0 = (z0 - ray.z) / ray.dz;
    double tz1 = (z1 - ray.z) / ray.dz;
    in = Math.max(in, Math.min(tz0, tz1));
    out = Math.min(out, Math.max(tz0, tz1));
    if (in < out) {
      hit.offer(in, TrueClass.BUILDING, REFLECTIVITY);
    }
  }
}
