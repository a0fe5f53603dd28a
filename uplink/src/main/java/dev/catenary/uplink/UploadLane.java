package dev.catenary.uplink;

import dev.catenary.proto.flow.Stage;
import dev.catenary.uplink.spool.PartBuffer;
import dev.catenary.uplink.spool.VerifiedChunk;
import dev.catenary.uplink.transfer.ChunkUpload;
import dev.catenary.uplink.transfer.ReceiptMismatchException;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One chunk on its way at a time, beside other lanes. One step of work is one request, so that a
 * chunk of a higher rank waits for one part at most.
 */
final class UploadLane implements Stage {
  private final Uploader uploader;
  private final int number;
  private final PartBuffer buffer = new PartBuffer();
  private final Idleness idleness = new Idleness();
  private @Nullable ChunkUpload current;

  UploadLane(Uploader uploader, int number) {
    this.uploader = uploader;
    this.number = number;
  }

  @Override
  public String roleName() {
    return "uplink-upload-" + number;
  }

  int number() {
    return number;
  }

  /** Work that this lane has in hand; guarded by the uploader. */
  @Nullable ChunkUpload current() {
    return current;
  }

  /** Guarded by the uploader. */
  Idleness idleness() {
    return idleness;
  }

  void take(@Nullable ChunkUpload upload) {
    current = upload;
  }

  /**
   * Does one step of the upload that is this lane's to do.
   *
   * @return 1, or 0 when there is nothing to send now
   */
  @Override
  public int doWork() {
    if (number == 0 && uploader.sendEvent()) {
      return 1;
    }
    ChunkUpload upload = uploader.choose(this);
    if (upload == null || !uploader.mayPass(upload)) {
      return 0;
    }
    int partsBefore = upload.partsDone();
    try {
      upload.step(buffer);
      uploader.stepped(this, upload, upload.partsDone() > partsBefore);
    } catch (StoreException e) {
      uploader.storeFailed(upload, e);
    } catch (ReceiptMismatchException | VerifiedChunk.FileChangedException e) {
      uploader.arrivedWrong(upload, e);
    } catch (IOException e) {
      uploader.diskFailed(upload, e);
    }
    return 1;
  }

  @Override
  public void close() {
    uploader.closed(this);
  }
}
