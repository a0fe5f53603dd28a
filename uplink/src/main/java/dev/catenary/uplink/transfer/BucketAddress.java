package dev.catenary.uplink.transfer;

import dev.catenary.proto.store.AwsHosts;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Address of a bucket's requests: the configured host, or the one that the store has sent us to. A
 * store is followed to hosts of its own family alone, never from HTTPS to HTTP, and each request is
 * signed anew for where it goes. Any thread may call; what was signed last is known of each thread
 * by itself.
 *
 * <p>Sources: Amazon S3 User Guide, "Making requests by redirecting and 100-continue" and "Request
 * redirection and the REST API"; RFC 9110, 15.4.
 */
final class BucketAddress {
  /** Of one request. */
  static final int HOPS_MAX = 3;

  /** A temporary way lasts until names are known everywhere. */
  private static final long TEMPORARY_NANOS = Duration.ofMinutes(5).toNanos();

  private static final Pattern REGION_IN_HOST =
      Pattern.compile("(?:^|[.-])([a-z]{2}(?:-[a-z]+)+-[0-9])\\.");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

  /** The last request that this thread has signed: the SDK's failures do not name it. */
  private static final ThreadLocal<URI> ASKED = new ThreadLocal<>();

  private final LongSupplier nanoClock;
  private volatile @Nullable Elsewhere elsewhere;

  /**
   * @param host null where the region alone is another
   * @param untilNanos by the steady clock; only where it is temporary
   */
  private record Elsewhere(
      @Nullable URI host, @Nullable String region, boolean temporary, long untilNanos) {}

  BucketAddress(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The request as it is to be signed and sent. */
  SdkHttpRequest direct(SdkHttpRequest request) {
    Elsewhere now = current();
    URI host = now == null ? null : now.host();
    SdkHttpRequest directed = request;
    if (host != null) {
      SdkHttpRequest.Builder changed =
          request.toBuilder().protocol(host.getScheme()).host(host.getHost());
      changed.port(host.getPort() < 0 ? null : (Integer) host.getPort());
      directed = changed.removeHeader("Host").build();
    }
    asks(directed);
    return directed;
  }

  /** Notes where this thread's request goes. */
  void asks(SdkHttpRequest request) {
    ASKED.set(request.getUri());
  }

  /** True when this thread's last request went to AWS. */
  boolean isAtAws() {
    URI last = ASKED.get();
    return last != null && AwsHosts.isAws(last.getHost());
  }

  /** The region to sign for; null for the configured one. */
  @Nullable String region() {
    Elsewhere now = current();
    return now == null ? null : now.region();
  }

  private @Nullable Elsewhere current() {
    Elsewhere now = elsewhere;
    if (now != null && now.temporary() && nanoClock.getAsLong() - now.untilNanos() >= 0) {
      elsewhere = null;
      return null;
    }
    return now;
  }

  /** Back to what is configured: the other host does not answer. */
  void forget() {
    elsewhere = null;
  }

  /**
   * Takes the way that an answer names.
   *
   * @param visited where this request has been, added to here
   * @return false where it names none, or one that is not to be followed
   */
  boolean follow(AwsServiceException answer, Set<String> visited) {
    URI from = ASKED.get();
    if (from == null || visited.size() >= HOPS_MAX || !isRedirection(answer)) {
      return false;
    }
    byte[] body = S3Errors.body(answer);
    String told = S3Errors.header(answer, "x-amz-bucket-region");
    String region = told == null ? S3Errors.element(body, "Region") : told;
    URI to = target(from, answer, body, region);
    if (to == null) {
      return false;
    }
    String signed = region.isEmpty() ? regionOf(to.getHost()) : region;
    if (signed != null && !REGION.matcher(signed).matches()) {
      return false;
    }
    visited.add(from.getScheme() + from.getAuthority() + region());
    if (visited.contains(to.getScheme() + to.getAuthority() + signed)) {
      return false;
    }
    boolean same =
        to.getAuthority().equals(from.getAuthority()) && to.getScheme().equals(from.getScheme());
    elsewhere =
        new Elsewhere(
            same && current() == null ? null : to,
            signed,
            answer.statusCode() == 307,
            nanoClock.getAsLong() + TEMPORARY_NANOS);
    Logger.warn(
        "the store at {} sends us to {}{}; it is followed",
        from.getAuthority(),
        to.getAuthority(),
        signed == null ? "" : ", region " + signed);
    return true;
  }

  private static boolean isRedirection(AwsServiceException answer) {
    return switch (answer.statusCode()) {
      case 301, 307, 308 -> true;
      case 400 ->
          !S3Errors.element(S3Errors.body(answer), "Region").isEmpty()
              || S3Errors.header(answer, "x-amz-bucket-region") != null;
      default -> false;
    };
  }

  /** Null for nowhere we would go. */
  private static @Nullable URI target(
      URI from, AwsServiceException answer, byte[] body, String region) {
    String location = S3Errors.header(answer, "Location");
    String endpoint = S3Errors.element(body, "Endpoint");
    try {
      URI to;
      if (location != null) {
        to = from.resolve(location);
        // Another path is another object, or a page to sign in at.
        if (!String.valueOf(from.getRawPath()).equals(to.getRawPath())) {
          return null;
        }
      } else if (!endpoint.isEmpty() && answer.statusCode() != 400) {
        to = URI.create(from.getScheme() + "://" + withBucket(from.getHost(), endpoint));
      } else if (!region.isEmpty()) {
        to = URI.create(from.getScheme() + "://" + inRegion(from, region));
      } else {
        return null;
      }
      return mayGo(from, to) ? to : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * A name of the service alone gets the bucket's label that the request's own host begins with.
   */
  private static String withBucket(String from, String endpoint) {
    boolean service = endpoint.startsWith("s3.") || endpoint.startsWith("s3-");
    int label = Math.max(from.indexOf(".s3."), from.indexOf(".s3-"));
    return service && label > 0 ? from.substring(0, label + 1) + endpoint : endpoint;
  }

  private static String inRegion(URI from, String region) {
    String host = from.getHost();
    Matcher old = REGION_IN_HOST.matcher(host);
    if (AwsHosts.isAws(host) && old.find()) {
      return host.substring(0, old.start(1)) + region + host.substring(old.end(1));
    }
    return from.getRawAuthority();
  }

  private static @Nullable String regionOf(String host) {
    Matcher found = REGION_IN_HOST.matcher(host);
    return AwsHosts.isAws(host) && found.find() ? found.group(1) : null;
  }

  private static boolean mayGo(URI from, URI to) {
    String scheme = String.valueOf(to.getScheme());
    String host = to.getHost();
    boolean secure =
        scheme.equals("https") || (scheme.equals("http") && "http".equals(from.getScheme()));
    return secure
        && host != null
        && to.getRawUserInfo() == null
        && isOfFamily(from.getHost(), host);
  }

  /** The same host, AWS from AWS, or a host below or beside it in the same domain. */
  static boolean isOfFamily(String from, String to) {
    String here = from.toLowerCase(Locale.ROOT);
    String there = to.toLowerCase(Locale.ROOT);
    if (here.equals(there)) {
      return true;
    }
    if (AwsHosts.isAws(here) || AwsHosts.isAws(there)) {
      return AwsHosts.isAws(here) && AwsHosts.isAws(there) && there.contains("s3");
    }
    if (here.matches("[0-9.]+|\\[.*]") || there.matches("[0-9.]+|\\[.*]")) {
      return false;
    }
    String parent = here.substring(here.indexOf('.') + 1);
    boolean narrow = parent.indexOf('.') > 0;
    return there.endsWith("." + here) || (narrow && there.endsWith("." + parent));
  }

  /** Addresses that one request has been at: none yet. */
  static Set<String> noneVisited() {
    return new HashSet<>();
  }
}
