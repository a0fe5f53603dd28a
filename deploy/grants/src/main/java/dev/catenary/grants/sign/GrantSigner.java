package dev.catenary.grants.sign;

import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.table.Utility;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/**
 * Signs one request to S3 in its URL. Under the signature are method, host, key, query and all
 * headers, with them the body's length and checksum: a change of any makes the grant worthless.
 *
 * <p>Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS
 * Signature Version 4)".
 */
public final class GrantSigner {
  private final AwsV4HttpSigner sigV4 = AwsV4HttpSigner.create();

  /** A signed URL and the headers that go with it. */
  public record Signed(URI url, Map<String, String> headers) {}

  /** Signs what was asked for; what may be asked for has been decided. */
  public Signed sign(
      GrantRequest request,
      Map<String, String> headers,
      Utility utility,
      SessionKeys.Session session,
      Instant now,
      Duration life) {
    var unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.action().method()))
            .uri(url(utility, request.key().toString()));
    query(request).forEach(unsigned::putRawQueryParameter);
    headers.forEach(unsigned::putHeader);
    if (request.length() >= 0) {
      unsigned.putHeader("content-length", Long.toString(request.length()));
    }
    SdkHttpRequest signed =
        sigV4
            .sign(
                input ->
                    input
                        .identity(session.keys())
                        .request(unsigned.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, utility.region())
                        .putProperty(
                            AwsV4FamilyHttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, life)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
            .request();
    return new Signed(signed.getUri(), headers);
  }

  /** AWS's own names are those that its SDK knows, of every partition, dual stack and FIPS. */
  private static URI url(Utility utility, String key) {
    String path = utility.keyInBucket(key);
    return utility.endpoint() == null
        ? URI.create(ofAws(utility) + "/" + path)
        : URI.create(utility.endpoint() + "/" + utility.bucket() + "/" + path);
  }

  private static URI ofAws(Utility utility) {
    return S3EndpointProvider.defaultProvider()
        .resolveEndpoint(
            where ->
                where
                    .bucket(utility.bucket())
                    .region(Region.of(utility.region()))
                    .useDualStack(utility.dualStack())
                    .useFips(utility.fips()))
        .join()
        .endpointUrl()
        .toUri();
  }

  private static Map<String, String> query(GrantRequest request) {
    Map<String, String> query = new TreeMap<>();
    if (request.action() == Action.BEGIN) {
      query.put("uploads", "");
    }
    if (request.upload() != null) {
      query.put("uploadId", request.upload());
    }
    if (request.action() == Action.PART) {
      query.put("partNumber", Integer.toString(request.part()));
    }
    if (request.marker() > 0) {
      query.put("part-number-marker", Integer.toString(request.marker()));
    }
    return query;
  }
}
