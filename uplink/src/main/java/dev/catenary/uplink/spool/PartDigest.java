package dev.catenary.uplink.spool;

/**
 * Checksums of one part of a file as it was verified.
 *
 * @param md5 32 lower-case hexadecimal digits
 */
public record PartDigest(int bytes, String md5, int crc32c) {}
