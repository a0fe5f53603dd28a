package dev.catenary.inference.training.cloud;

import dev.catenary.proto.zone.Zone;

/**
 * One zone of a labelled cloud.
 *
 * @param zone its points, without labels of ours
 * @param truth for each point the index of its {@link TrueClass}
 */
@SuppressWarnings("ArrayRecordComponent") // Parallel to the zone's arrays; never compared.
public record LabelledZone(Zone zone, byte[] truth) {}
