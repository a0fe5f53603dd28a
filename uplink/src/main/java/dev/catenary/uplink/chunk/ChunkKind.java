package dev.catenary.uplink.chunk;

import dev.catenary.proto.message.ChunkManifest;

/** Kind of a chunk's bytes: the name of their file, and where the store has them, follow. */
public enum ChunkKind {
  /** All points of one zone. */
  ZONE(".laz"),
  /** A thinned zone, beside the chunk of the whole one. */
  OVERVIEW(".laz"),
  /** Datagrams of the raw journal that somebody has asked for. */
  RECORDING(".pcapng");

  private final String ending;

  ChunkKind(String ending) {
    this.ending = ending;
  }

  static ChunkKind of(ChunkManifest manifest) {
    if (manifest.hasRecording()) {
      return RECORDING;
    }
    return manifest.hasOverview() ? OVERVIEW : ZONE;
  }

  /** Of the chunk's file and its object, as {@code .laz}. */
  public String ending() {
    return ending;
  }
}
