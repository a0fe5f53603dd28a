package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartBuffer;
import dev.catenary.uplink.spool.PartDigest;
import dev.catenary.uplink.spool.VerifiedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One chunk's file on its way to one key in parts: an upload that was begun before is taken up
 * again, with the parts that the store says it has, and are ours. Used by one thread at a time:
 * that of the lane which has the chunk in hand.
 */
final class MultipartUpload {
  private final String key;
  private final VerifiedChunk file;
  private final PartMd5s md5s;
  private final ObjectStore store;
  private final KeptUpload kept;
  private final SentParts sent;
  private final Map<Integer, StoredPart> arrived = new TreeMap<>();

  /**
   * Prepares; asks the store nothing yet.
   *
   * @param md5s of the same file
   */
  MultipartUpload(
      String key,
      VerifiedChunk file,
      PartMd5s md5s,
      ObjectStore store,
      KeptUpload kept,
      SentParts sent) {
    this.key = key;
    this.file = file;
    this.md5s = md5s;
    this.store = store;
    this.kept = kept;
    this.sent = sent;
  }

  /** Takes up the upload that was begun before, if it is of this key; else begins one. */
  void begin() throws IOException {
    UploadState earlier = kept.state().filter(this::isOfThisUpload).orElse(null);
    if (earlier != null) {
      takeUp(earlier);
    } else {
      String uploadId = store.begin(key, checksums());
      kept.keep(new UploadState(store.describe(), key, uploadId, file.partBytes(), 0));
    }
  }

  private boolean isOfThisUpload(UploadState earlier) {
    return earlier.store().equals(store.describe())
        && earlier.key().equals(key)
        && !earlier.isWhole();
  }

  private void takeUp(UploadState earlier) throws IOException {
    try {
      for (StoredPart part : store.parts(key, earlier.uploadId())) {
        if (part.number() <= file.parts().size() && isAsVerified(part)) {
          arrived.put(part.number(), named(part));
        }
      }
    } catch (StoreException e) {
      throw forgotten(e);
    }
  }

  private boolean isAsVerified(StoredPart part) throws IOException {
    PartDigest ours = file.parts().get(part.number() - 1);
    if (part.bytes() != ours.bytes()) {
      return false;
    }
    Integer crc32c = part.crc32c();
    return crc32c == null ? part.etag().equals(md5s.of(part.number())) : crc32c == ours.crc32c();
  }

  /**
   * The part with its CRC32C, also where the store's list leaves it out: an upload that was begun
   * with checksums is finished with that of each part, or refused.
   */
  private StoredPart named(StoredPart part) {
    int crc32c = file.parts().get(part.number() - 1).crc32c();
    return new StoredPart(part.number(), part.bytes(), part.etag(), crc32c);
  }

  /** Number of parts that the store has. */
  int arrivedParts() {
    return arrived.size();
  }

  /** True when the store has all parts. */
  boolean isComplete() {
    return arrived.size() == file.parts().size();
  }

  /** Length of the part that is sent next; there must be one. */
  long nextBytes() {
    return file.parts().get(nextPart() - 1).bytes();
  }

  private int nextPart() {
    int number = 1;
    while (arrived.containsKey(number)) {
      number++;
    }
    return number;
  }

  /**
   * Sends the first part that the store does not have.
   *
   * @param buffer of the calling thread
   */
  void sendPart(PartBuffer buffer) throws IOException {
    UploadState upload = kept.state().orElseThrow();
    int number = nextPart();
    ByteBuffer bytes = file.readPart(number - 1, buffer);
    sent.sending(number, bytes);
    kept.keep(upload.withSending(Math.max(number, upload.sending())));
    try {
      PartDigest digest = file.parts().get(number - 1);
      arrived.put(number, store.putPart(key, upload.uploadId(), number, bytes, digest));
    } catch (StoreException e) {
      throw forgotten(e);
    }
    sent.arrived(bytes);
  }

  /** Makes the parts one object; what the store says of it. */
  StoredObject finish() throws IOException {
    UploadState upload = kept.state().orElseThrow();
    try {
      return store.finish(key, upload.uploadId(), new ArrayList<>(arrived.values()), checksums());
    } catch (StoreException e) {
      if (e.getCause() instanceof AwsServiceException answer
          && answer.statusCode() == 400
          && e.kind() == StoreException.Kind.THIS_OBJECT) {
        // Something about these parts: as they are they would be refused for ever.
        kept.forget();
      }
      throw forgotten(e);
    }
  }

  /** An upload that the store does not know is not taken up again. */
  private StoreException forgotten(StoreException failure) {
    if (failure.kind() == StoreException.Kind.UPLOAD_GONE) {
      kept.forget();
    }
    return failure;
  }

  private Checksums checksums() {
    return file.chunk().checksums();
  }
}
