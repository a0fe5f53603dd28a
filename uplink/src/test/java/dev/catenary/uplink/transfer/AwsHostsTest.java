package dev.catenary.uplink.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.store.AwsHosts;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/** Beside the endpoints of the AWS SDK, which has them from AWS's own list of partitions. */
class AwsHostsTest {
  @Test
  void eachEndpointThatTheSdkKnowsIsAws() {
    int seen = 0;
    for (Region region : Region.regions()) {
      for (int flags = 0; flags < 4 && !region.isGlobalRegion(); flags++) {
        boolean dual = (flags & 1) != 0;
        boolean fips = (flags & 2) != 0;
        try {
          String host =
              S3EndpointProvider.defaultProvider()
                  .resolveEndpoint(
                      where -> where.bucket("b-1").region(region).useDualStack(dual).useFips(fips))
                  .join()
                  .endpointUrl()
                  .host();
          assertThat(AwsHosts.isAws(host)).as(host).isTrue();
          seen++;
        } catch (CompletionException | SdkClientException e) {
          // A partition without dual stack, or without FIPS.
          assertThat(dual || fips).as("%s: %s", region, e).isTrue();
        }
      }
    }
    assertThat(seen).isGreaterThan(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com",
        "vpce-1a2b.s3.cn-north-1.vpce.amazonaws.com.cn",
        "S3.Amazonaws.COM.",
      })
  void interfaceEndpointIsAws(String host) {
    assertThat(AwsHosts.isAws(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amazonaws.com.example", "notamazonaws.com", "minio.local", "127.0.0.1"})
  void otherHostIsNot(String host) {
    assertThat(AwsHosts.isAws(host)).isFalse();
  }
}
