package dev.catenary.device.page.feed;

/**
 * Where viewers of live points get them: what passes now, and the zones that were labelled last.
 */
public final class PointFeed {
  private final PointTap tap;
  private static final int THINNEST = 4_096;

  private final ZoneFrames zones;
  private final int bitsPerSecond;

  /**
   * @param bitsPerSecond that a viewer is sent at most
   */
  public PointFeed(PointTap tap, ZoneFrames zones, int bitsPerSecond) {
    this.bitsPerSecond = bitsPerSecond;
    this.tap = tap;
    this.zones = zones;
  }

  /**
   * Sets how much is copied: what the quickest viewer can be sent, and no more than that.
   *
   * @param pointsPerSecond that the sensors bring
   */
  public void adapt(double pointsPerSecond) {
    double sent = bitsPerSecond / 8.0 / PointFrame.POINT_BYTES;
    tap.oneOf((int) Math.clamp(Math.ceil(pointsPerSecond / sent), 1, THINNEST));
  }

  /** Tests whether there is a viewer. */
  public boolean isWatched() {
    return tap.isWatched();
  }

  /** A viewer more; closed by its owner. */
  public PointStream open() {
    tap.watch();
    return new PointStream(tap, zones, bitsPerSecond);
  }
}
