package dev.catenary.grants.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** A table in an S3 object, which S3 replaces as a whole. */
public record S3Table(S3Client client, String bucket, String key) implements TableSource {
  @Override
  public String name() {
    return "s3://" + bucket + "/" + key;
  }

  @Override
  public String read() throws IOException {
    try {
      return client
          .getObjectAsBytes(request -> request.bucket(bucket).key(key))
          .asString(StandardCharsets.UTF_8);
    } catch (SdkException e) {
      throw new IOException("found '" + e.getMessage() + "' reading " + name(), e);
    }
  }
}
