package dev.catenary.grants.sign;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.table.Utility;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Session policy: put and look under one vehicle's prefix, from the utility's network, and have S3
 * use the bucket's key for that where KMS encrypts it. The session has what both this and the
 * role's own policy allow.
 *
 * <p>A request that S3 makes to KMS comes from S3's own network, so the condition on the network
 * cannot stand there: the condition is that S3 asks, for this bucket.
 *
 * <p>Sources: AWS KMS Developer Guide, "kms:ViaService" and "kms:EncryptionContext". Amazon S3 User
 * Guide, "Using server-side encryption with AWS KMS keys" and "AWS PrivateLink for Amazon S3"
 * (aws:VpcSourceIp). AWS STS API Reference, AssumeRole (Policy); IAM User Guide, aws:SourceIp;
 * Amazon S3 User Guide, "Multipart upload and permissions".
 */
final class SessionPolicy {
  private SessionPolicy() {}

  static String of(Utility utility, String vehicle) {
    String partition = utility.role().isEmpty() ? "aws" : utility.role().split(":", 3)[1];
    String bucket = "arn:" + partition + ":s3:::" + utility.bucket();
    String prefix = utility.keyInBucket(vehicle) + "/*";
    Map<String, Object> objects =
        statement(
            utility,
            List.of(
                "s3:PutObject",
                "s3:GetObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts"),
            bucket + "/" + prefix,
            Map.of());
    // With this an object that is not there is answered by 404, and 403 is a refusal.
    Map<String, Object> list =
        statement(
            utility,
            List.of("s3:ListBucket"),
            bucket,
            Map.of("StringLike", Map.of("s3:prefix", prefix)));
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("Version", "2012-10-17");
    policy.put("Statement", List.of(objects, list, keys(utility, partition, bucket)));
    return JSONObjectUtils.toJSONString(policy);
  }

  /** With bucket keys the context is the bucket's name, else the object's. */
  private static Map<String, Object> keys(Utility utility, String partition, String bucket) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Action", List.of("kms:GenerateDataKey", "kms:Decrypt"));
    statement.put("Resource", "arn:" + partition + ":kms:" + utility.region() + ":*:key/*");
    statement.put(
        "Condition",
        Map.of(
            "StringLike",
            Map.of(
                "kms:ViaService",
                "s3." + utility.region() + ".*",
                "kms:EncryptionContext:aws:s3:arn",
                List.of(bucket, bucket + "/*"))));
    return statement;
  }

  private static Map<String, Object> statement(
      Utility utility, List<String> actions, String resource, Map<String, Object> also) {
    Map<String, Object> conditions = new LinkedHashMap<>(also);
    if (utility.network() != null) {
      String address = utility.isByInterface() ? "aws:VpcSourceIp" : "aws:SourceIp";
      conditions.put("IpAddress", Map.of(address, utility.network().toString()));
    }
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resource);
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    return statement;
  }
}
