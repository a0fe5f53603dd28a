package dev.catenary.uplink.transfer;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * In place of a signature by own keys: asks for a grant for each request, when it is to be sent.
 */
final class GrantSigning implements AuthScheme<AwsCredentialsIdentity> {
  private static final String BEFORE_KEY = "/" + S3ClientFactory.NO_BUCKET + "/";

  private final RequestGrants grants;

  GrantSigning(RequestGrants grants) {
    this.grants = grants;
  }

  @Override
  public String schemeId() {
    return AwsV4AuthScheme.SCHEME_ID;
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return providers.identityProvider(AwsCredentialsIdentity.class);
  }

  @Override
  public HttpSigner<AwsCredentialsIdentity> signer() {
    return new HttpSigner<>() {
      @Override
      public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        ContentStreamProvider content = request.payload().orElse(null);
        return SignedRequest.builder()
            .request(granted(request.request(), content))
            .payload(content)
            .build();
      }

      @Override
      public CompletableFuture<AsyncSignedRequest> signAsync(
          AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        throw new UnsupportedOperationException("requests are sent by the thread that has them");
      }
    };
  }

  private SdkHttpRequest granted(SdkHttpRequest wanted, @Nullable ContentStreamProvider content) {
    String key = wanted.encodedPath().substring(BEFORE_KEY.length());
    Supplier<InputStream> body = content == null ? null : content::newStream;
    try {
      return grants.grant(key, wanted, body);
    } catch (StoreException e) {
      throw SdkClientException.create(e.getMessage(), e);
    }
  }
}
