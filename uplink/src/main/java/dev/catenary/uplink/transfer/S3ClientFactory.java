package dev.catenary.uplink.transfer;

import dev.catenary.uplink.credential.RenewableKeys;
import dev.catenary.uplink.credential.ShortLivedKeys;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Builds the AWS client as this service wants it. */
final class S3ClientFactory {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);

  /** RFC 2606: a name that is nowhere. */
  private static final URI NOWHERE = URI.create("https://grants.invalid");

  static final String NO_BUCKET = "granted";

  private S3ClientFactory() {}

  static S3Client client(S3Config config, StoreClock clock, BucketAddress address, String name) {
    var builder =
        builder(clock, config.callTimeout(), name)
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config.credentials()))
            .putAuthScheme(new RequestSigning(new HeaderSigning(clock, address)))
            .forcePathStyle(config.pathStyle());
    if (config.endpoint() != null) {
      builder.endpointOverride(config.endpoint());
    }
    return builder.build();
  }

  /** Where each request will go, and by whose right, is in its grant. */
  static S3Client granted(
      RequestGrants grants, StoreClock clock, BucketAddress address, String name) {
    return builder(clock, S3Config.DEFAULT_CALL_TIMEOUT, name)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
        .putAuthScheme(new RequestSigning(new GrantSigning(grants, address)))
        .forcePathStyle(true)
        .endpointOverride(NOWHERE)
        .build();
  }

  private static S3ClientBuilder builder(StoreClock clock, Duration callTimeout, String name) {
    return S3Client.builder()
        // Our own checksums go with each request; the client's would be a second truth.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
        .overrideConfiguration(
            overrides ->
                overrides
                    // When to try again is ours to decide: see Backoff.
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .addExecutionInterceptor(new DateHeader(clock))
                    .addExecutionInterceptor(new AnswerCheck(name))
                    .apiCallTimeout(callTimeout))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SILENCE_TIMEOUT));
  }

  /** Shows each answer's date to the clock, whatever the answer says. */
  private record DateHeader(StoreClock clock) implements ExecutionInterceptor {
    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes attributes) {
      context.httpResponse().firstMatchingHeader("Date").ifPresent(clock::learn);
    }
  }

  /** Those that can be had anew; null where there are none. */
  static @Nullable RenewableKeys renewable(S3Credentials credentials) {
    return credentials instanceof S3Credentials.Fetched fetched
            && fetched.keys() instanceof RenewableKeys keys
        ? keys
        : null;
  }

  private static AwsCredentialsProvider credentials(S3Credentials credentials) {
    return switch (credentials) {
      case S3Credentials.Environment(boolean longLived) ->
          lasting(EnvironmentVariableCredentialsProvider.create(), longLived);
      case S3Credentials.Profile(String name, boolean longLived) ->
          lasting(ProfileCredentialsProvider.create(name), longLived);
      case S3Credentials.Fetched(AwsCredentialsProvider keys) -> new ShortLivedKeys(keys);
      case S3Credentials.Static(String accessKey, String secretKey) ->
          StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    };
  }

  private static AwsCredentialsProvider lasting(AwsCredentialsProvider keys, boolean longLived) {
    return longLived ? keys : new ShortLivedKeys(keys);
  }
}
