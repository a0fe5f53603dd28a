package dev.catenary.uplink.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Sealing one more chunk would use the reserve. Nothing was written; the zone is still whole. */
public final class SpoolFullException extends IOException {
  private static final long serialVersionUID = 1;

  private final long freeBytes;
  private final long neededBytes;

  SpoolFullException(Path folder, long freeBytes, long chunkBytes, long reserveBytes) {
    super(
        "found "
            + freeBytes
            + " bytes free for the spool "
            + folder
            + "; expected at least "
            + (chunkBytes + reserveBytes)
            + " (chunk "
            + chunkBytes
            + ", reserve "
            + reserveBytes
            + "); cure: bring the link up so that chunks leave, free space on this disk, or lower"
            + " the reserve");
    this.freeBytes = freeBytes;
    this.neededBytes = chunkBytes + reserveBytes;
  }

  /** Free bytes that the disk had. */
  public long freeBytes() {
    return freeBytes;
  }

  /** Free bytes needed: the chunk's LAZ bytes and the reserve. */
  public long neededBytes() {
    return neededBytes;
  }
}
