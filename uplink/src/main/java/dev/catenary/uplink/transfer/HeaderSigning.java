package dev.catenary.uplink.transfer;

import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs by the store's clock and for the host that it has sent us to, and signs a body by its
 * checksum header where it has one. The header is under the signature and the store compares the
 * body with it. So a second SHA-256 over the whole body, here and again in the store, would prove
 * nothing more.
 *
 * <p>Source: AWS Signature Version 4, "Create a canonical request", UNSIGNED-PAYLOAD.
 */
final class HeaderSigning implements RequestSigning.Signer {
  private static final String CHECKSUM = "x-amz-checksum-";
  private static final String CONTENT_MD5 = "Content-MD5";

  private final StoreClock clock;
  private final BucketAddress address;
  private final AwsV4HttpSigner sigV4 = AwsV4HttpSigner.create();

  HeaderSigning(StoreClock clock, BucketAddress address) {
    this.clock = clock;
    this.address = address;
  }

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
    return signByClock(request);
  }

  private <I extends AwsCredentialsIdentity> SignedRequest signByClock(SignRequest<I> request) {
    SignRequest.Builder<I> timed =
        request.toBuilder()
            .request(address.direct(request.request()))
            .putProperty(HttpSigner.SIGNING_CLOCK, clock.storeTime());
    String region = address.region();
    if (region != null) {
      timed.putProperty(AwsV4HttpSigner.REGION_NAME, region);
    }
    if (request.payload().isEmpty() || !hasChecksum(request.request())) {
      return sigV4.sign(timed.build());
    }
    SignedRequest signed =
        sigV4.sign(
            timed
                .payload(null)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .build());
    return signed.toBuilder().payload(request.payload().get()).build();
  }

  private static boolean hasChecksum(SdkHttpRequest request) {
    return request.firstMatchingHeader(CONTENT_MD5).isPresent()
        || request.anyMatchingHeader(
            name -> name.regionMatches(true, 0, CHECKSUM, 0, CHECKSUM.length()));
  }
}
