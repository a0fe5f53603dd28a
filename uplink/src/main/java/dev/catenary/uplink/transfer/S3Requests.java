package dev.catenary.uplink.transfer;

import dev.catenary.uplink.credential.RenewableKeys;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Sends requests to one store in the way that it takes them. It sends one again at once where the
 * answer itself says what to do otherwise: date it by the store's clock, take new keys, go to
 * another host, leave out checksum headers or, for a grant, have them. Any thread may call.
 */
final class S3Requests {
  /** Requests refused with checksum headers and taken without, before they are left out. */
  private static final int DOUBTS_MAX = 2;

  private final String store;
  private final StoreClock clock;
  private final InstantSource host;
  private final BucketAddress address;
  private final @Nullable RenewableKeys keys;
  private final boolean granted;
  private volatile boolean checksumHeaders = true;

  /** True once the store has taken a write with checksum headers. */
  private volatile boolean knowsChecksums;

  private int doubts;

  /**
   * @param store for people: see {@link ObjectStore#describe}
   * @param clock learns from the answers
   * @param keys told when they are refused; null where there are no others to be had
   * @param granted whether each request goes by a grant, which may have come too late
   */
  S3Requests(
      String store,
      StoreClock clock,
      InstantSource host,
      BucketAddress address,
      @Nullable RenewableKeys keys,
      boolean granted) {
    this.store = store;
    this.clock = clock;
    this.host = host;
    this.address = address;
    this.keys = keys;
    this.granted = granted;
  }

  /** One request, with checksum headers or without. */
  interface Request<T> {
    T send(boolean withChecksum);
  }

  /** Cures that one request has had already. */
  private static final class Tried {
    private final Set<String> visited = BucketAddress.noneVisited();
    private boolean clock;
    private boolean keys;
    private boolean passing;
    private boolean grant;
    private boolean certain;
    private @Nullable StoreException otherWay;
  }

  /** Sends one that writes, with checksum headers as long as the store takes them. */
  <T> T write(String what, Request<T> request) throws StoreException {
    return send(what, /* writes= */ true, request);
  }

  /** Sends one that asks. */
  <T> T ask(String what, Request<T> request) throws StoreException {
    return send(what, /* writes= */ false, request);
  }

  private <T> T send(String what, boolean writes, Request<T> request) throws StoreException {
    Tried tried = new Tried();
    boolean withChecksum = checksumHeaders;
    while (true) {
      Duration ahead = clock.ahead();
      try {
        T answer = request.send(withChecksum);
        taken(writes, withChecksum, tried);
        return answer;
      } catch (SdkException e) {
        StoreException failure = failure(what, e);
        if (mayGoAgain(e, failure, ahead, tried)) {
          continue;
        }
        if (tried.otherWay != null) {
          // That no grant is given for the other way says nothing of what was wrong with this one.
          throw isOfGrant(failure) ? tried.otherWay : failure;
        }
        if (!mayHelpTheOtherWay(e, failure, withChecksum)) {
          throw refinedGrant(e, failure, tried);
        }
        tried.otherWay = failure;
        tried.certain = S3Errors.refusesChecksums(e);
        withChecksum = !withChecksum;
      }
    }
  }

  private boolean mayGoAgain(SdkException e, StoreException failure, Duration ahead, Tried tried) {
    if (!tried.clock && S3Errors.isRefusal(e) && !clock.ahead().equals(ahead)) {
      tried.clock = true;
      return true;
    }
    if (!(e instanceof AwsServiceException answer)) {
      if (failure.kind() == Kind.RETRY) {
        address.forget();
      }
      return false;
    }
    if (address.follow(answer, tried.visited)) {
      return true;
    }
    if (!tried.keys && keys != null && mayBeOfKeys(answer)) {
      tried.keys = true;
      tried.passing = true;
      return keys.renew();
    }
    if (!tried.passing && S3Errors.isPassing(e)) {
      tried.passing = true;
      return true;
    }
    if (!tried.grant && granted && S3Errors.mayHaveExpired(answer)) {
      tried.grant = true;
      return true;
    }
    return false;
  }

  /** HEAD is answered without a reason. */
  private static boolean mayBeOfKeys(AwsServiceException answer) {
    return S3Errors.isOfKeys(answer)
        || (answer.statusCode() == 400
            && S3Errors.code(answer).isEmpty()
            && S3Errors.body(answer).length == 0);
  }

  /** Refused without a reason under a new grant as well, it is this object that is refused. */
  private StoreException refinedGrant(SdkException e, StoreException failure, Tried tried) {
    boolean still =
        tried.grant
            && e instanceof AwsServiceException answer
            && S3Errors.mayHaveExpired(answer)
            && S3Errors.code(answer).isEmpty();
    return still
        ? new StoreException(
            Kind.THIS_OBJECT,
            String.valueOf(failure.getMessage()) + "; refused twice",
            failure.retryAfter(),
            e)
        : failure;
  }

  /** AWS has always known checksum headers, whatever it or a proxy before it answers. */
  private boolean mayHelpTheOtherWay(SdkException e, StoreException failure, boolean withChecksum) {
    if (!withChecksum) {
      return isOfGrant(failure);
    }
    if (address.isAtAws() || S3Errors.isByAws(e)) {
      return false;
    }
    return S3Errors.refusesChecksums(e) || (!knowsChecksums && S3Errors.mayRefuseChecksums(e));
  }

  /** A grant service gives none for AWS without: what refused checksums was another store. */
  private static boolean isOfGrant(StoreException failure) {
    return failure.kind() == Kind.THIS_OBJECT
        && !(failure.getCause() instanceof AwsServiceException);
  }

  /**
   * Remembers which way the store takes: at once where it has said so, where it has not only after
   * more than one request that was refused with checksum headers and taken without.
   */
  private synchronized void taken(boolean writes, boolean withChecksum, Tried tried) {
    if (withChecksum) {
      knowsChecksums |= writes;
      checksumHeaders = true;
      doubts = 0;
    } else if (tried.otherWay != null) {
      doubts = tried.certain ? DOUBTS_MAX : doubts + 1;
      checksumHeaders = doubts < DOUBTS_MAX;
      if (!checksumHeaders) {
        Logger.warn(
            "{} does not take checksum headers: {}; Content-MD5 and ETag take their place",
            store,
            tried.otherWay.getMessage());
      }
    }
  }

  /** Meaning of a request's failure, and its cure. */
  StoreException failure(String what, SdkException failure) {
    return S3Errors.translate(what, store, failure, host);
  }

  /** Body of a request; the buffer's position and limit stay as they are. */
  static RequestBody body(ByteBuffer bytes) {
    ContentStreamProvider content = () -> new ByteBufferStream(bytes.duplicate());
    return RequestBody.fromContentProvider(content, bytes.remaining(), "application/octet-stream");
  }
}
