package dev.catenary.grants.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.ObjectKey;
import dev.catenary.grants.table.TableException;
import dev.catenary.grants.table.Utility;
import dev.catenary.grants.table.UtilityTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Where grants lead, by partition and kind of endpoint, and what their sessions may do there. */
class EndpointsTest {
  private static Utility utility(String region, String bucket, String endpoint)
      throws TableException {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.contains("gov") ? "aws-us-gov" : "aws";
    return UtilityTable.read(
            "utilities",
            "utility, account, region, bucket, prefix, role, endpoint, network\n"
                + "east, 123456789012, %s, %s, survey, arn:%s:iam::123456789012:role/up, %s, 10.0.0.0/8"
                    .formatted(region, bucket, partition, endpoint))
        .find("east")
        .orElseThrow();
  }

  /** Hosts as the Amazon S3 endpoints page and the S3 User Guide write them. */
  @ParameterizedTest
  @CsvSource({
    "eu-west-1,     b-1, -,              b-1.s3.eu-west-1.amazonaws.com",
    "cn-north-1,    b-1, -,              b-1.s3.cn-north-1.amazonaws.com.cn",
    "us-gov-west-1, b-1, fips,           b-1.s3-fips.us-gov-west-1.amazonaws.com",
    "us-east-2,     b-1, dualstack,      b-1.s3.dualstack.us-east-2.amazonaws.com",
    "us-east-2,     b-1, dualstack+fips, b-1.s3-fips.dualstack.us-east-2.amazonaws.com",
    "us-east-2,     b-1, https://bucket.vpce-1a2b.s3.us-east-2.vpce.amazonaws.com, bucket.vpce-1a2b.s3.us-east-2.vpce.amazonaws.com",
  })
  void grantLeadsToTheEndpoint(String region, String bucket, String endpoint, String host)
      throws Exception {
    Utility utility = utility(region, bucket, endpoint);
    assertThat(utility.isAtAws()).isTrue();
    GrantRequest request =
        new GrantRequest(
            "0123456789abcdef",
            Instant.EPOCH,
            Action.FIND,
            ObjectKey.parse("drone-1/m/rank1/a.laz"),
            Instant.EPOCH,
            null,
            0,
            0,
            -1,
            Map.of(),
            null,
            ByteString.EMPTY);
    var signed =
        new GrantSigner()
            .sign(
                request,
                Map.of(),
                utility,
                new SessionKeys.Session(AwsCredentialsIdentity.create("k", "s"), Instant.MAX),
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofMinutes(5));
    assertThat(signed.url().getHost()).isEqualTo(host);
    assertThat(signed.url().getPath()).endsWith("survey/drone-1/m/rank1/a.laz");
  }

  @Test
  void sessionMayUseTheKeyOfABucketThatKmsEncryptsByS3Alone() throws Exception {
    for (String region : List.of("eu-west-1", "cn-north-1")) {
      String text = SessionPolicy.of(utility(region, "b-1", "-"), "drone-1");
      assertThat(text).hasSizeLessThan(2_048);
      Map<String, Object> keys = statement(text, 2);
      assertThat(keys.get("Action")).isEqualTo(List.of("kms:GenerateDataKey", "kms:Decrypt"));
      assertThat(keys.get("Condition").toString())
          .contains("kms:ViaService=s3." + region + ".*", ":s3:::b-1/*")
          .doesNotContain("SourceIp");
      assertThat(statement(text, 0).get("Condition").toString()).contains("aws:SourceIp");
    }
  }

  @Test
  void networkOfAnInterfaceEndpointIsThatOfTheVpc() throws Exception {
    String text =
        SessionPolicy.of(
            utility("us-east-2", "b-1", "https://bucket.vpce-1a2b.s3.us-east-2.vpce.amazonaws.com"),
            "drone-1");
    assertThat(statement(text, 0).get("Condition").toString()).contains("aws:VpcSourceIp");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> statement(String policy, int number) throws Exception {
    return (Map<String, Object>)
        ((List<Object>) JSONObjectUtils.parse(policy).get("Statement")).get(number);
  }
}
