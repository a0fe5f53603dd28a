package dev.catenary.device.update.fetch;

/**
 * Bounds on what a stranger's repository may make this machine do.
 *
 * @param rootsMax new roots in one update
 * @param rolesMax targets roles visited for one target
 */
public record ClientLimits(
    int rootBytesMax,
    int timestampBytesMax,
    int snapshotBytesMax,
    int targetsBytesMax,
    int rootsMax,
    int rolesMax,
    RateFloor rateFloor) {
  public static final ClientLimits STANDARD =
      new ClientLimits(512_000, 16_384, 2_000_000, 2_000_000, 256, 32, RateFloor.STANDARD);
}
