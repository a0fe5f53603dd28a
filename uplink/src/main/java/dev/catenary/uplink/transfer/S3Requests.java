package dev.catenary.uplink.transfer;

import dev.catenary.uplink.transfer.StoreException.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Sends requests to one store in the way that it takes them: with S3's checksum headers until it
 * has refused them, again with them when a grant is refused without, and dated by its own clock
 * once an answer has told that ours is wrong. Any thread may call.
 */
final class S3Requests {
  private final String store;
  private final StoreClock clock;
  private volatile boolean checksumHeaders = true;

  /**
   * @param store for people: see {@link ObjectStore#describe}
   * @param clock learns from the answers
   */
  S3Requests(String store, StoreClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One request, with checksum headers or without. */
  interface Request<T> {
    T send(boolean withChecksum);
  }

  /**
   * Sends with checksum headers as long as the store is not known to refuse them, once more the
   * other way when that may help, and once more when the refusal itself has told us the right time.
   *
   * @param what the request is, for people
   */
  <T> T send(String what, Request<T> request) throws StoreException {
    boolean withChecksum = checksumHeaders;
    Duration ahead = clock.ahead();
    try {
      return request.send(withChecksum);
    } catch (SdkException e) {
      StoreException failure = failure(what, e);
      if (S3Errors.isRefusal(e) && !clock.ahead().equals(ahead)) {
        return again(what, () -> request.send(withChecksum));
      }
      if (withChecksum ? !refusesChecksums(failure) : !mayWantChecksums(failure)) {
        throw failure;
      }
      T answer = theOtherWay(what, request, !withChecksum, failure);
      checksumHeaders = !withChecksum;
      return answer;
    }
  }

  private <T> T theOtherWay(
      String what, Request<T> request, boolean withChecksum, StoreException failure)
      throws StoreException {
    try {
      return again(what, () -> request.send(withChecksum));
    } catch (StoreException e) {
      // That no grant is given for the other way says nothing of what was wrong with this one.
      throw mayWantChecksums(e) ? failure : e;
    }
  }

  /** A grant service gives none for AWS without: what refused checksums was another store. */
  private static boolean mayWantChecksums(StoreException failure) {
    return failure.kind() == Kind.THIS_OBJECT;
  }

  private <T> T again(String what, Supplier<T> request) throws StoreException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failure(what, e);
    }
  }

  private static boolean refusesChecksums(StoreException failure) {
    return failure.kind() == Kind.NOT_SUPPORTED
        || (failure.kind() == Kind.UNTIL_CHANGED
            && failure.getCause() instanceof S3Exception answer
            && answer.statusCode() == 400);
  }

  /** Meaning of a request's failure, and its cure. */
  StoreException failure(String what, SdkException failure) {
    return S3Errors.translate(what, store, failure);
  }

  /** Body of a request; the buffer's position and limit stay as they are. */
  static RequestBody body(ByteBuffer bytes) {
    ContentStreamProvider content = () -> new ByteBufferStream(bytes.duplicate());
    return RequestBody.fromContentProvider(content, bytes.remaining(), "application/octet-stream");
  }
}
