package dev.catenary.uplink.spool;

import java.io.IOException;
import java.util.Optional;

/** Remaining room on the spool's disk, for those who make room on it. Any thread may call. */
public final class SpoolDisk {
  private final SpoolFolder folder;
  private final Ballast ballast;
  private final long reserveBytes;

  /**
   * @param reserveBytes free space that is not for chunks
   */
  SpoolDisk(SpoolFolder folder, Ballast ballast, long reserveBytes) {
    this.folder = folder;
    this.ballast = ballast;
    this.reserveBytes = reserveBytes;
  }

  /**
   * Bytes that are free above the reserve, which sealing leaves alone; negative when it has been
   * used. The room kept for receipts is filled again where it was used.
   *
   * @throws IOException when the disk cannot say
   */
  public long roomBytes() throws IOException {
    ballast.fill();
    return folder.freeBytes() - reserveBytes;
  }

  /** Why the disk takes no new files, as a zone needs them; empty when it does. */
  public Optional<String> tryNewFiles() {
    return folder.tryNewFiles();
  }
}
