package dev.catenary.uplink.transfer;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.PartBuffer;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.VerifiedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one chunk from the spool to a receipt, one request or part a step: verify the file,
 * look whether the store has it already, send it, prove that it arrived, send the manifest,
 * release. After a failed step {@link #restart} begins anew; the look at the store, and the store's
 * own list of parts, see to it that nothing is sent twice.
 */
public final class ChunkUpload {
  private enum Step {
    VERIFY,
    LOOK,
    SEND_WHOLE,
    BEGIN_PARTS,
    SEND_PARTS,
    FINISH_PARTS,
    SEND_MANIFEST,
    RELEASE,
    DONE
  }

  private final SealedChunk chunk;
  private final Spool spool;
  private final ObjectStore store;
  private final StoredProof judge;
  private final Counters counters;
  private final InstantSource clock;
  private final KeptUpload kept;
  private final SentParts sent;
  private int partBytes;
  private boolean arrived;
  private Step step = Step.VERIFY;
  private String key;
  private @Nullable VerifiedChunk verified;
  private @Nullable MultipartUpload parts;
  private @Nullable Receipt receipt;
  private @Nullable PartMd5s md5s;

  /**
   * Prepares; does nothing yet.
   *
   * @param partBytes a chunk of more goes in parts of this size, unless its upload has been begun
   *     in parts of another
   */
  public ChunkUpload(
      SealedChunk chunk,
      Spool spool,
      ObjectStore store,
      Counters counters,
      InstantSource clock,
      int partBytes) {
    this.chunk = chunk;
    this.spool = spool;
    this.store = store;
    this.judge = new StoredProof(store);
    this.counters = counters;
    this.clock = clock;
    this.kept = new KeptUpload(chunk, spool.notes());
    this.sent = new SentParts(counters);
    this.partBytes = partBytes;
    this.key = ObjectKeys.of(chunk);
  }

  public SealedChunk chunk() {
    return chunk;
  }

  /** Number of parts that the store has; 0 of a chunk that goes whole. */
  public int partsDone() {
    return parts == null ? 0 : parts.arrivedParts();
  }

  /** True when the chunk has left the spool: with a receipt, to the quarantine, or given up. */
  public boolean isDone() {
    return step == Step.DONE;
  }

  /** True when it has left with a receipt: the store has it. */
  public boolean hasArrived() {
    return arrived;
  }

  /** Begins anew after a failure; what the store has of the chunk is found by asking it. */
  public void restart() {
    step = Step.VERIFY;
    key = ObjectKeys.of(chunk);
    verified = null;
    parts = null;
    receipt = null;
    md5s = null;
  }

  /**
   * Begins anew in parts of another size; what the store has of the parts before is left to it. For
   * an upload that was begun under another policy, and cannot go on in its parts under this one.
   */
  public void restartInParts(int bytes) {
    kept.forget();
    partBytes = bytes;
    restart();
  }

  /** Bytes that the next step will send, without what goes around them; 0 for a question. */
  public long nextBytes() {
    return switch (step) {
      case SEND_WHOLE -> chunk.checksums().bytes();
      case SEND_PARTS -> parts().nextBytes();
      default -> 0;
    };
  }

  /**
   * Does one step: at most one part is sent.
   *
   * @param buffer of the calling thread
   */
  public void step(PartBuffer buffer) throws IOException {
    step =
        switch (step) {
          case VERIFY -> verify(buffer);
          case LOOK -> look();
          case SEND_WHOLE -> sendWhole(buffer);
          case BEGIN_PARTS -> beginParts();
          case SEND_PARTS -> sendPart(buffer);
          case FINISH_PARTS -> settle(parts().finish());
          case SEND_MANIFEST -> sendManifest();
          case RELEASE -> release();
          case DONE -> Step.DONE;
        };
  }

  private Step verify(PartBuffer buffer) throws IOException {
    kept.load();
    kept.state()
        .ifPresent(
            state -> {
              partBytes = state.partBytes();
              sent.tried(state.sending());
            });
    verified = spool.verify(chunk, partBytes, buffer).orElse(null);
    return verified == null ? Step.DONE : Step.LOOK;
  }

  private Step look() throws IOException {
    Optional<StoredObject> found = store.find(key);
    if (found.isEmpty()) {
      return send();
    }
    String declared = found.get().declaredSha256();
    boolean ours = declared == null || declared.equals(chunk.checksums().sha256());
    if (ours) {
      Optional<Proof> proof =
          judge.decide(key, found.get(), chunk.checksums(), md5s()::etags).proof();
      if (proof.isPresent()) {
        return proven(proof.get(), found.get());
      }
    }
    if ((declared != null && ours) || key.equals(ObjectKeys.variant(chunk))) {
      return send();
    }
    // What another sender has put there is not ours to replace.
    key = ObjectKeys.variant(chunk);
    return Step.LOOK;
  }

  private Step send() {
    if (file().parts().size() <= 1) {
      return Step.SEND_WHOLE;
    }
    parts = new MultipartUpload(key, file(), md5s(), store, kept, sent);
    return Step.BEGIN_PARTS;
  }

  private Step sendWhole(PartBuffer buffer) throws IOException {
    ByteBuffer bytes = file().readPart(0, buffer);
    sent.sending(1, bytes);
    kept.keep(UploadState.whole(store.describe(), key, partBytes));
    StoredObject answer = store.put(key, new Payload(bytes, chunk.checksums()));
    sent.arrived(bytes);
    return settle(answer);
  }

  private Step beginParts() throws IOException {
    parts().begin();
    return nextOfParts();
  }

  private Step sendPart(PartBuffer buffer) throws IOException {
    parts().sendPart(buffer);
    return nextOfParts();
  }

  private Step nextOfParts() {
    return parts().isComplete() ? Step.FINISH_PARTS : Step.SEND_PARTS;
  }

  /** From the answer to a finished upload, or by asking again: are the stored bytes ours? */
  private Step settle(StoredObject answer) throws IOException {
    Optional<StoredProof.Verdict> verdict =
        StoredProof.judge(answer, chunk.checksums(), md5s()::etags);
    StoredObject found = answer;
    if (verdict.isEmpty()) {
      found = store.find(key).orElse(answer);
      verdict = Optional.of(judge.decide(key, found, chunk.checksums(), md5s()::etags));
    }
    Optional<Proof> proof = verdict.get().proof();
    if (proof.isEmpty()) {
      kept.forget();
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
    var verdict =
        judge.decide(manifestKey, answer, payload.checksums(), () -> List.of(payload.md5()));
    if (verdict.proof().isEmpty()) {
      throw new ReceiptMismatchException(manifestKey, verdict.reason());
    }
    return Step.RELEASE;
  }

  /** A step of its own, so that a disk that cannot write now makes nothing be sent again. */
  private Step release() throws IOException {
    arrived = spool.release(chunk, Objects.requireNonNull(receipt));
    if (arrived) {
      counters.increment(
          chunk.recording() ? DeviceCounter.RECORDINGS_UPLOADED : DeviceCounter.CHUNKS_UPLOADED);
    }
    return Step.DONE;
  }

  private PartMd5s md5s() {
    PartMd5s known = md5s;
    if (known == null) {
      known = new PartMd5s(file());
      md5s = known;
    }
    return known;
  }

  private MultipartUpload parts() {
    return Objects.requireNonNull(parts);
  }

  private VerifiedChunk file() {
    return Objects.requireNonNull(verified);
  }
}
