package dev.catenary.uplink.chunk;

import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.ZoneId;

/**
 * A chunk that is durable in the spool: what its manifest says of it, as far as the way out needs.
 *
 * @param severity urgency within the rank, larger first
 * @param firstSequence lowest and highest datagram sequence of the raw journal with a point in this
 *     chunk
 * @param sequences the datagrams of which all points in the zone are in this chunk; empty where an
 *     older build did not say
 * @param firstHostNanos host clock at the arrival of the first datagram, nanoseconds since
 *     1970-01-01T00:00Z
 * @param sealNumber order of sealing on this vehicle; rises with each chunk, also across restarts
 * @param zone {@link #NOWHERE} for a recording
 * @param kind what the bytes are
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
    SequenceRuns sequences,
    long firstHostNanos,
    long lastHostNanos,
    long sealNumber,
    ChunkKind kind) {
  /** In place of a zone, where the datagrams of a time were asked for. */
  public static final ZoneId NOWHERE = new ZoneId("none", 1, 0, 0);

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
    ChunkKind kind = ChunkKind.of(manifest);
    var zone = manifest.getZone();
    return new SealedChunk(
        ChunkId.checked("chunk id", manifest.getChunkId()),
        ChunkId.checked("vehicle", manifest.getVehicle()),
        ChunkId.checked("mission", manifest.getMission()),
        kind == ChunkKind.RECORDING
            ? NOWHERE
            : new ZoneId(zone.getCrs(), zone.getCellMetres(), zone.getColumn(), zone.getRow()),
        Rank.values()[rank],
        manifest.getSeverity(),
        manifest.getPoints(),
        new Checksums(
            manifest.getBytes(),
            Checksums.hex(manifest.getSha256().toByteArray()),
            manifest.getCrc32C()),
        manifest.getFirstSequence(),
        manifest.getLastSequence(),
        SequenceRuns.ofNumbers(manifest.getSequenceRunsList()),
        manifest.getFirstHostNanos(),
        manifest.getLastHostNanos(),
        manifest.getSealNumber(),
        kind);
  }

  /** Thinned, beside the chunk of the whole zone. */
  public boolean overview() {
    return kind == ChunkKind.OVERVIEW;
  }

  /** Datagrams, and no points. */
  public boolean recording() {
    return kind == ChunkKind.RECORDING;
  }

  /** The name of the file with its bytes. */
  public String fileName() {
    return id + kind.ending();
  }
}
