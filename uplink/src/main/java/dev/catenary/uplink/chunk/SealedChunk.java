package dev.catenary.uplink.chunk;

import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.ZoneId;

/**
 * A chunk that is durable in the spool: what its manifest says of it, as far as the way out needs.
 *
 * @param severity urgency within the rank, larger first
 * @param firstSequence datagram sequences of the raw journal with a point in this chunk
 * @param firstHostNanos host clock at the arrival of the first datagram, nanoseconds since
 *     1970-01-01T00:00Z
 * @param sealNumber order of sealing on this vehicle; rises with each chunk, also across restarts
 * @param overview thinned, beside the chunk of the whole zone
 */
public record SealedChunk(
    String id,
    String vehicle,
    String mission,
    ZoneId zone,
    Rank rank,
    double severity,
    long points,
    Checksums checksums,
    long firstSequence,
    long lastSequence,
    long firstHostNanos,
    long lastHostNanos,
    long sealNumber,
    boolean overview) {

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException when a value is outside its range
   */
  public static SealedChunk of(ChunkManifest manifest) {
    if (manifest.getFormatVersion() != ManifestFile.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "found manifest version "
              + manifest.getFormatVersion()
              + ", expected "
              + ManifestFile.FORMAT_VERSION);
    }
    int rank = manifest.getRank();
    if (rank < 0 || rank >= Rank.values().length) {
      throw new IllegalArgumentException("found rank " + Integer.toUnsignedString(rank));
    }
    var zone = manifest.getZone();
    return new SealedChunk(
        ChunkId.checked("chunk id", manifest.getChunkId()),
        ChunkId.checked("vehicle", manifest.getVehicle()),
        ChunkId.checked("mission", manifest.getMission()),
        new ZoneId(zone.getCrs(), zone.getCellMetres(), zone.getColumn(), zone.getRow()),
        Rank.values()[rank],
        manifest.getSeverity(),
        manifest.getPoints(),
        new Checksums(
            manifest.getBytes(),
            Checksums.hex(manifest.getSha256().toByteArray()),
            manifest.getCrc32C()),
        manifest.getFirstSequence(),
        manifest.getLastSequence(),
        manifest.getFirstHostNanos(),
        manifest.getLastHostNanos(),
        manifest.getSealNumber(),
        manifest.hasOverview());
  }
}
