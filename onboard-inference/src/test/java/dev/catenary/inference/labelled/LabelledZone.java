package dev.catenary.inference.labelled;

import dev.catenary.proto.zone.Zone;

/**
 * One zone of a labelled cloud.
 *
 * @param zone its points, without labels of ours
 * @param truth for each point its class in the reference
 */
public record LabelledZone(Zone zone, TrueClass[] truth) {}
