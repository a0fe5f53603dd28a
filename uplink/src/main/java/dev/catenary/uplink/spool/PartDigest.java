package dev.catenary.uplink.spool;

/**
 * Length and checksum of one part of a file as it was verified.
 *
 * @param crc32c Castagnoli polynomial, as an unsigned number in 32 bits
 */
public record PartDigest(int bytes, int crc32c) {}
