package dev.catenary.proto.zone;

/**
 * Rank of a zone by its content, most urgent first; the ordinal is the rank's number everywhere.
 */
public enum Rank {
  CLEARANCE_VIOLATION,
  CONDUCTOR,
  POLE_OR_TOWER,
  VEGETATION,
  OTHER
}
