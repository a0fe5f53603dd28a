package dev.catenary.uplink.transfer;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.PartDigest;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.VerifiedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way of one chunk from the spool to a receipt, one request or part a step: verify the file,
 * look whether the store has it already, send it, prove that it arrived, send the manifest,
 * release. After a failed step {@link #restart} begins anew; the look at the store, and the store's
 * own list of parts, see to it that nothing is sent twice.
 */
public final class ChunkUpload {
  /** Part size, and the size from which a chunk is sent in parts. S3 wants at least 5 MiB. */
  public static final int PART_BYTES = 8 << 20;

  private enum Step {
    VERIFY,
    LOOK,
    SEND_WHOLE,
    BEGIN_PARTS,
    SEND_PARTS,
    FINISH_PARTS,
    SEND_MANIFEST,
    DONE
  }

  private final SealedChunk chunk;
  private final Spool spool;
  private final ObjectStore store;
  private final StoredProof judge;
  private final Counters counters;
  private final InstantSource clock;
  private final ByteBuffer buffer;
  private final Map<Integer, StoredPart> arrived = new TreeMap<>();
  private Step step = Step.VERIFY;
  private String key;
  private int partsTried;
  private @Nullable VerifiedChunk verified;
  private @Nullable UploadState state;
  private @Nullable Receipt receipt;

  /**
   * Prepares; does nothing yet.
   *
   * @param buffer has room for {@link #PART_BYTES}; shared by all uploads of one thread
   */
  public ChunkUpload(
      SealedChunk chunk,
      Spool spool,
      ObjectStore store,
      Counters counters,
      InstantSource clock,
      ByteBuffer buffer) {
    this.chunk = chunk;
    this.spool = spool;
    this.store = store;
    this.judge = new StoredProof(store);
    this.counters = counters;
    this.clock = clock;
    this.buffer = buffer;
    this.key = ObjectKeys.of(chunk);
  }

  public SealedChunk chunk() {
    return chunk;
  }

  public int partsDone() {
    return arrived.size();
  }

  /** True when the chunk has left the spool, with a receipt or to the quarantine. */
  public boolean isDone() {
    return step == Step.DONE;
  }

  /** Begins anew after a failure; what the store has of the chunk is found by asking it. */
  public void restart() {
    step = Step.VERIFY;
    key = ObjectKeys.of(chunk);
    verified = null;
    state = null;
    receipt = null;
    arrived.clear();
  }

  /** Does one step: at most one part is sent. */
  public void step() throws IOException {
    step =
        switch (step) {
          case VERIFY -> verify();
          case LOOK -> look();
          case SEND_WHOLE -> sendWhole();
          case BEGIN_PARTS -> beginParts();
          case SEND_PARTS -> sendPart();
          case FINISH_PARTS -> finishParts();
          case SEND_MANIFEST -> sendManifest();
          case DONE -> Step.DONE;
        };
  }

  private Step verify() throws IOException {
    verified = spool.verify(chunk, PART_BYTES).orElse(null);
    return verified == null ? Step.DONE : Step.LOOK;
  }

  private Step look() throws IOException {
    Optional<StoredObject> found = store.find(key);
    Step send = chunk.checksums().bytes() < PART_BYTES ? Step.SEND_WHOLE : Step.BEGIN_PARTS;
    if (found.isEmpty()) {
      return send;
    }
    String declared = found.get().declaredSha256();
    boolean ours = declared == null || declared.equals(chunk.checksums().sha256());
    if (ours) {
      Optional<Proof> proof = judge.decide(key, found.get(), chunk.checksums(), etags()).proof();
      if (proof.isPresent()) {
        return proven(proof.get(), found.get());
      }
    }
    if ((declared != null && ours) || key.equals(ObjectKeys.variant(chunk))) {
      return send;
    }
    // What another sender has put there is not ours to replace.
    key = ObjectKeys.variant(chunk);
    return Step.LOOK;
  }

  private Step sendWhole() throws IOException {
    VerifiedChunk file = file();
    file.readPart(0, buffer);
    countSending(1);
    StoredObject answer =
        store.put(key, new Payload(buffer, chunk.checksums(), file.parts().getFirst().md5()));
    counters.increment(DeviceCounter.PARTS_UPLOADED);
    counters.add(DeviceCounter.BYTES_UPLOADED, buffer.remaining());
    return settle(answer);
  }

  private Step beginParts() throws IOException {
    byte[] kept = spool.keptUpload(chunk);
    Optional<UploadState> earlier = kept == null ? Optional.empty() : UploadState.parse(kept);
    if (earlier.isPresent() && isOfThisUpload(earlier.get())) {
      takeUp(earlier.get());
    } else {
      String uploadId = store.begin(key, chunk.checksums());
      keep(new UploadState(store.describe(), key, uploadId, PART_BYTES, 0));
    }
    return arrived.size() == file().parts().size() ? Step.FINISH_PARTS : Step.SEND_PARTS;
  }

  private boolean isOfThisUpload(UploadState earlier) {
    return earlier.store().equals(store.describe())
        && earlier.key().equals(key)
        && earlier.partBytes() == PART_BYTES;
  }

  private void takeUp(UploadState earlier) throws IOException {
    try {
      for (StoredPart part : store.parts(key, earlier.uploadId())) {
        if (part.number() <= file().parts().size() && isAsVerified(part)) {
          arrived.put(part.number(), part);
        }
      }
    } catch (StoreException e) {
      throw forgotten(e);
    }
    partsTried = Math.max(partsTried, earlier.sending());
    state = earlier;
  }

  private boolean isAsVerified(StoredPart part) {
    PartDigest ours = file().parts().get(part.number() - 1);
    if (part.bytes() != ours.bytes()) {
      return false;
    }
    return part.crc32c() == null ? part.etag().equals(ours.md5()) : part.crc32c() == ours.crc32c();
  }

  private Step sendPart() throws IOException {
    UploadState upload = Objects.requireNonNull(state);
    int number = 1;
    while (arrived.containsKey(number)) {
      number++;
    }
    file().readPart(number - 1, buffer);
    keep(upload.withSending(Math.max(number, upload.sending())));
    countSending(number);
    try {
      PartDigest digest = file().parts().get(number - 1);
      arrived.put(number, store.putPart(key, upload.uploadId(), number, buffer, digest));
    } catch (StoreException e) {
      throw forgotten(e);
    }
    counters.increment(DeviceCounter.PARTS_UPLOADED);
    counters.add(DeviceCounter.BYTES_UPLOADED, buffer.remaining());
    return arrived.size() == file().parts().size() ? Step.FINISH_PARTS : Step.SEND_PARTS;
  }

  private Step finishParts() throws IOException {
    UploadState upload = Objects.requireNonNull(state);
    try {
      return settle(
          store.finish(
              key, upload.uploadId(), new ArrayList<>(arrived.values()), chunk.checksums()));
    } catch (StoreException e) {
      throw forgotten(e);
    }
  }

  /** From the answer to a finished upload, or by asking again: are the stored bytes ours? */
  private Step settle(StoredObject answer) throws IOException {
    Optional<StoredProof.Verdict> verdict = StoredProof.judge(answer, chunk.checksums(), etags());
    StoredObject found = answer;
    if (verdict.isEmpty()) {
      found = store.find(key).orElse(answer);
      verdict = Optional.of(judge.decide(key, found, chunk.checksums(), etags()));
    }
    Optional<Proof> proof = verdict.get().proof();
    if (proof.isEmpty()) {
      spool.forgetUpload(chunk);
      throw new ReceiptMismatchException(key, verdict.get().reason());
    }
    return proven(proof.get(), found);
  }

  private Step proven(Proof proof, StoredObject found) {
    receipt =
        new Receipt(
            chunk.id(),
            store.describe(),
            key,
            chunk.checksums().sha256(),
            found.etag(),
            proof,
            clock.instant());
    return Step.SEND_MANIFEST;
  }

  private Step sendManifest() throws IOException {
    Optional<byte[]> bytes = spool.manifest(chunk);
    if (bytes.isEmpty()) {
      return Step.DONE;
    }
    Payload payload = Payload.of(ByteBuffer.wrap(bytes.get()));
    String manifestKey = ObjectKeys.manifest(key);
    StoredObject answer = store.put(manifestKey, payload);
    counters.add(DeviceCounter.BYTES_UPLOADED, payload.bytes().remaining());
    var verdict = judge.decide(manifestKey, answer, payload.checksums(), List.of(payload.md5()));
    if (verdict.proof().isEmpty()) {
      throw new ReceiptMismatchException(manifestKey, verdict.reason());
    }
    spool.release(chunk, Objects.requireNonNull(receipt));
    counters.increment(DeviceCounter.CHUNKS_UPLOADED);
    return Step.DONE;
  }

  private List<String> etags() {
    List<PartDigest> parts = file().parts();
    String inParts = StoredProof.partsEtag(parts);
    return parts.size() == 1 ? List.of(parts.getFirst().md5(), inParts) : List.of(inParts);
  }

  private void countSending(int number) {
    if (number <= partsTried) {
      counters.increment(DeviceCounter.PARTS_REPEATED);
    }
    partsTried = Math.max(partsTried, number);
  }

  private void keep(UploadState next) throws IOException {
    spool.keepUpload(chunk, next.encoded());
    state = next;
  }

  /** An upload that the store does not know is not taken up again. */
  private StoreException forgotten(StoreException failure) throws IOException {
    if (failure.kind() == StoreException.Kind.UPLOAD_GONE) {
      spool.forgetUpload(chunk);
    }
    return failure;
  }

  private VerifiedChunk file() {
    return Objects.requireNonNull(verified);
  }
}
