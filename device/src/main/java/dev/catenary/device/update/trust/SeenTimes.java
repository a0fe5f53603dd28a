package dev.catenary.device.update.trust;

import java.time.Instant;

/**
 * The newest times at which trusted metadata says it was signed.
 *
 * @param rootSigned of roots
 * @param signed of all
 */
public record SeenTimes(Instant rootSigned, Instant signed) {
  public static final SeenTimes NONE = new SeenTimes(Instant.EPOCH, Instant.EPOCH);
}
