package dev.catenary.uplink.spool;

/** Length and checksum of one part of a file as it was verified. */
public record PartDigest(int bytes, int crc32c) {}
