package dev.catenary.grants.sign;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.table.Utility;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Session policy: put and look under one vehicle's prefix, from the utility's network. The session
 * has what both this and the role's own policy allow.
 *
 * <p>Sources: AWS STS API Reference, AssumeRole (Policy); IAM User Guide, aws:SourceIp; Amazon S3
 * User Guide, "Multipart upload and permissions".
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
    policy.put("Statement", List.of(objects, list));
    return JSONObjectUtils.toJSONString(policy);
  }

  private static Map<String, Object> statement(
      Utility utility, List<String> actions, String resource, Map<String, Object> also) {
    Map<String, Object> conditions = new LinkedHashMap<>(also);
    if (utility.network() != null) {
      conditions.put("IpAddress", Map.of("aws:SourceIp", utility.network().toString()));
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
