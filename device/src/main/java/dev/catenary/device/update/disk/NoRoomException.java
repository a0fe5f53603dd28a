package dev.catenary.device.update.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A disk lacks the room that an update needs; nothing was written for it. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  private final long bytesFound;
  private final long bytesNeeded;

  public NoRoomException(Path folder, long bytesFound, long bytesNeeded) {
    super(
        "found "
            + (bytesFound >> 20)
            + " MiB free in "
            + folder
            + ", expected "
            + ((bytesNeeded >> 20) + 1)
            + "; cure: make room, the update is tried again");
    this.bytesFound = bytesFound;
    this.bytesNeeded = bytesNeeded;
  }

  public long bytesFound() {
    return bytesFound;
  }

  public long bytesNeeded() {
    return bytesNeeded;
  }
}
