package dev.catenary.uplink.credential;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.answer.Heard;
import dev.catenary.uplink.answer.HttpDate;
import dev.catenary.uplink.answer.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Keys to the store that last for an hour, given against the device's certificate. They are kept in
 * memory alone and fetched anew some time before they end. How long they last is taken by the
 * endpoint's own clock (its Date header) and counted by a clock that never steps, so that a wrong
 * clock here neither ends them early nor keeps dead ones. Any thread may call.
 *
 * <p>Source: AWS IoT Core Developer Guide, "Authorizing direct calls to AWS services using AWS IoT
 * Core credential provider".
 */
public final class TemporaryKeys implements AwsCredentialsProvider, RenewableKeys {
  private static final Duration EARLIER = Duration.ofMinutes(5);
  private static final long NEXT_TRY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final int ANSWER_BYTES_MAX = 64 << 10;

  private final KeysEndpoint endpoint;
  private final IdentityFolder folder;
  private final InstantSource host;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private @Nullable Lent lent;
  private @Nullable KeysException failure;
  private long failedUntilNanos;

  /** Keys and the steady clock's time at which they are to be replaced, and at which they end. */
  private record Lent(
      AwsSessionCredentials keys, long fetchedNanos, long renewAtNanos, long endNanos) {}

  /** Answer of the endpoint. */
  private record Reply(
      int status,
      ByteString body,
      @Nullable String type,
      @Nullable String date,
      @Nullable String retryAfter,
      @Nullable String location) {
    private String text() {
      return body.toString(StandardCharsets.UTF_8);
    }

    private boolean isHtml() {
      return Heard.isHtml(type, body.toByteArray());
    }

    private String heard() {
      return (location == null ? "" : "the way to " + location + " and ")
          + Heard.of(type, body.toByteArray());
    }
  }

  /**
   * Prepares; talks to nobody yet.
   *
   * @param folder looked into at each fetch, so a renewed certificate is used at once
   */
  public TemporaryKeys(
      KeysEndpoint endpoint,
      IdentityFolder folder,
      InstantSource host,
      LongSupplier nanoClock,
      Counters counters) {
    this.endpoint = endpoint;
    this.folder = folder;
    this.host = host;
    this.nanoClock = nanoClock;
    this.counters = counters;
  }

  /**
   * Keys that are good now.
   *
   * @throws KeysException when there are none
   */
  @Override
  public synchronized AwsCredentials resolveCredentials() {
    long now = nanoClock.getAsLong();
    Lent have = lent;
    if (have != null && now - have.renewAtNanos() < 0) {
      return have.keys();
    }
    boolean good = have != null && now - have.endNanos() < 0;
    KeysException last = failure;
    if (last != null && now - failedUntilNanos < 0) {
      // Each part of each lane asks; the endpoint is asked every few seconds.
      if (have != null && good) {
        return have.keys();
      }
      throw last;
    }
    try {
      Lent fetched = fetch();
      lent = fetched;
      failure = null;
      counters.increment(DeviceCounter.CREDENTIALS_FETCHED);
      return fetched.keys();
    } catch (KeysException e) {
      failure = e;
      failedUntilNanos = nanoClock.getAsLong() + Math.max(NEXT_TRY_NANOS, e.retryAfter().toNanos());
      if (have == null || !good) {
        throw e;
      }
      Logger.warn("{}; the keys we have are good for a while", e.getMessage());
      return have.keys();
    }
  }

  /** The store has refused them: the next are fetched, unless these were just now. */
  @Override
  public synchronized boolean renew() {
    Lent have = lent;
    if (have != null && nanoClock.getAsLong() - have.fetchedNanos() >= NEXT_TRY_NANOS) {
      lent = null;
      Logger.warn("the store has refused the temporary keys in use; others are fetched");
    }
    return true;
  }

  private Lent fetch() {
    URI uri = endpoint.uri();
    Reply reply;
    try {
      reply = ask(uri);
    } catch (IOException e) {
      throw new KeysException(
          "found '"
              + e.getMessage()
              + "' asking "
              + uri
              + " for temporary keys; expected an answer; cure: none needed if the link comes back;"
              + " else check iot.credentials, the certificate and the clock",
          false,
          e);
    }
    if (reply.status() != 200) {
      throw refusal(uri, reply);
    }
    return lent(uri, reply);
  }

  private Reply ask(URI uri) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    connection.setSSLSocketFactory(
        MutualTls.context(folder.current(), endpoint.trustPem()).getSocketFactory());
    // The certificate is shown to the endpoint that is configured, and to nobody it names.
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("x-amzn-iot-thingname", endpoint.thing());
    int status = connection.getResponseCode();
    byte[] body;
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      body = in == null ? new byte[0] : in.readNBytes(ANSWER_BYTES_MAX);
    }
    Reply reply =
        new Reply(
            status,
            ByteString.copyFrom(body),
            connection.getContentType(),
            connection.getHeaderField("Date"),
            connection.getHeaderField("Retry-After"),
            status / 100 == 3 ? connection.getHeaderField("Location") : null);
    connection.disconnect();
    return reply;
  }

  private KeysException refusal(URI uri, Reply reply) {
    int status = reply.status();
    boolean page = reply.isHtml();
    boolean elsewhere = page || status / 100 == 3;
    boolean person = !elsewhere && status < 500 && status != 429 && status != 408;
    return new KeysException(
        "found answer "
            + status
            + " "
            + (elsewhere ? "with " + reply.heard() : reply.text().strip().replaceAll("\\s+", " "))
            + " from "
            + uri
            + "; expected temporary keys; cure: "
            + (person
                ? "attach the certificate to the thing, and allow it iot:AssumeRoleWithCertificate"
                    + " for this role alias"
                : elsewhere
                    ? "check iot.credentials, and what lies on the way"
                    : "none needed, it is tried again"),
        person,
        RetryAfter.of(reply.retryAfter(), reply.date(), host),
        null);
  }

  private Lent lent(URI uri, Reply reply) {
    try {
      JsonObject keys =
          JsonParser.parseString(reply.text()).getAsJsonObject().getAsJsonObject("credentials");
      AwsSessionCredentials session =
          AwsSessionCredentials.create(
              keys.get("accessKeyId").getAsString(),
              keys.get("secretAccessKey").getAsString(),
              keys.get("sessionToken").getAsString());
      Instant end = Instant.parse(keys.get("expiration").getAsString());
      Duration good = Duration.between(HttpDate.of(reply.date()).orElseGet(host::instant), end);
      if (good.isNegative() || good.isZero()) {
        throw new KeysException(
            "found temporary keys from "
                + uri
                + " that ended at "
                + end
                + "; expected ones that are"
                + " good; cure: check the clocks, ours and the endpoint's",
            false,
            null);
      }
      long now = nanoClock.getAsLong();
      // Short-lived ones are used for three quarters of their time at least.
      Duration spare = EARLIER.compareTo(good.dividedBy(4)) < 0 ? EARLIER : good.dividedBy(4);
      return new Lent(session, now, now + good.minus(spare).toNanos(), now + good.toNanos());
    } catch (JsonParseException
        | DateTimeException
        | IllegalStateException
        | ClassCastException
        | NullPointerException e) {
      throw new KeysException(
          "found an answer from "
              + uri
              + " without keys in it, "
              + (reply.text().stripLeading().startsWith("{")
                  ? "JSON of another shape"
                  : reply.heard())
              + "; expected accessKeyId, secretAccessKey, sessionToken and expiration; cure: check"
              + " iot.credentials, and what lies on the way",
          !reply.isHtml(),
          e);
    }
  }
}
