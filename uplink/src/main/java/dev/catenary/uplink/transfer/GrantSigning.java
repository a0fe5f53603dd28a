package dev.catenary.uplink.transfer;

import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * In place of a signature by own keys: asks for a grant for each request, when it is to be sent.
 */
final class GrantSigning implements RequestSigning.Signer {
  private static final String BEFORE_KEY = "/" + S3ClientFactory.NO_BUCKET + "/";

  private final RequestGrants grants;
  private final BucketAddress address;

  /**
   * @param address told where each request goes
   */
  GrantSigning(RequestGrants grants, BucketAddress address) {
    this.grants = grants;
    this.address = address;
  }

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
    ContentStreamProvider content = request.payload().orElse(null);
    return SignedRequest.builder()
        .request(granted(request.request(), content))
        .payload(content)
        .build();
  }

  private SdkHttpRequest granted(SdkHttpRequest wanted, @Nullable ContentStreamProvider content) {
    String key = wanted.encodedPath().substring(BEFORE_KEY.length());
    Supplier<InputStream> body = content == null ? null : content::newStream;
    try {
      SdkHttpRequest granted = grants.grant(key, wanted, body);
      address.asks(granted);
      return granted;
    } catch (StoreException e) {
      throw SdkClientException.create(e.getMessage(), e);
    }
  }
}
