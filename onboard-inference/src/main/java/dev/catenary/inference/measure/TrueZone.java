package dev.catenary.inference.measure;

import dev.catenary.proto.zone.Zone;

/**
 * A zone whose truth is known.
 *
 * @param zone its points, with its margin where that is known
 * @param truth for each point the code of its {@link ScoredClass}; 0 where nothing is known of it
 */
@SuppressWarnings("ArrayRecordComponent") // Parallel to the zone's arrays; never compared.
public record TrueZone(Zone zone, byte[] truth) {}
