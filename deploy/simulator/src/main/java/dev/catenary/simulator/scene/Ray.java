package dev.catenary.simulator.scene;

/** One beam: origin and unit direction in the scene's frame, east, north, up; metres. Reused. */
public final class Ray {
  public double x;
  public double y;
  public double z;
  public double dx;
  public double dy;
  public double dz;
}
