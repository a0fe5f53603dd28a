package dev.catenary.release.publish;

import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Publishes to a bucket. */
public final class S3Publisher implements Publisher {
  private static final int ALREADY_THERE = 412;

  private final S3Client s3;
  private final String bucket;

  public S3Publisher(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void putOnce(String name, Path file) throws IOException {
    try {
      s3.putObject(request(name).ifNoneMatch("*").build(), file);
    } catch (S3Exception e) {
      if (e.statusCode() != ALREADY_THERE) {
        throw refused(name, e);
      }
    } catch (SdkException e) {
      throw refused(name, e);
    }
  }

  @Override
  public void replace(String name, Path file) throws IOException {
    try {
      s3.putObject(request(name).cacheControl("no-cache").build(), file);
    } catch (SdkException e) {
      throw refused(name, e);
    }
  }

  private PutObjectRequest.Builder request(String name) {
    return PutObjectRequest.builder().bucket(bucket).key(name);
  }

  private IOException refused(String name, SdkException e) {
    return new IOException(
        "the bucket " + bucket + " did not take " + name + ": " + e.getMessage(), e);
  }
}
