package dev.catenary.release.repository;

import dev.catenary.device.update.trust.format.TrustKey;
import java.util.List;

/**
 * A role that the image repository hands a part of its names to.
 *
 * @param name of the role, and the first part of its targets' names
 */
public record Delegated(String name, List<TrustKey> keys, int threshold) {}
