package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartDigest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * The objects that go to a bucket in parts. Where the store has S3's checksum headers, it checks
 * CRC32C of each part and of the object they make; elsewhere Content-MD5 of each part. Any thread
 * may call; one at a time for one upload.
 *
 * <p>Source: Amazon S3 API Reference, CreateMultipartUpload, UploadPart, ListParts,
 * CompleteMultipartUpload, AbortMultipartUpload.
 */
final class S3MultipartUploads {
  /** Of 1,000 parts each; S3 has 10,000 parts at most. */
  private static final int PAGES_MAX = 100;

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final S3Requests requests;

  /**
   * @param prefix of all our keys: empty, or with a slash at its end
   */
  S3MultipartUploads(S3Client client, String bucket, String prefix, S3Requests requests) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.requests = requests;
  }

  /** As {@link ObjectStore#begin}. */
  String begin(String key, Checksums whole) throws StoreException {
    String what = "begin of upload " + key;
    String id =
        requests.write(
            what,
            withChecksum ->
                client
                    .createMultipartUpload(
                        request -> {
                          request.bucket(bucket).key(prefix + key);
                          request.metadata(Map.of(S3Store.DECLARED, whole.sha256()));
                          if (withChecksum) {
                            request
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                                .checksumType(ChecksumType.FULL_OBJECT);
                          }
                        })
                    .uploadId());
    if (id == null || id.isBlank()) {
      throw incomplete(what, "no UploadId");
    }
    return id;
  }

  /** As {@link ObjectStore#putPart}. */
  StoredPart putPart(String key, String uploadId, int number, ByteBuffer bytes, PartDigest digest)
      throws StoreException {
    return requests.write(
        "PUT part " + number + " of " + key,
        withChecksum -> {
          var answer =
              client.uploadPart(
                  request -> {
                    request.bucket(bucket).key(prefix + key);
                    request.uploadId(uploadId).partNumber(number);
                    if (withChecksum) {
                      request.checksumCRC32C(S3Checksums.base64(digest.crc32c()));
                    } else {
                      request.contentMD5(S3Checksums.base64(Checksums.md5(bytes)));
                    }
                  },
                  S3Requests.body(bytes));
          return new StoredPart(
              number,
              digest.bytes(),
              S3Checksums.etag(answer.eTag()),
              withChecksum ? (Integer) digest.crc32c() : null);
        });
  }

  /** As {@link ObjectStore#parts}. */
  List<StoredPart> parts(String key, String uploadId) throws StoreException {
    String what = "the list of parts of " + key;
    List<StoredPart> parts = new ArrayList<>();
    Integer marker = null;
    for (int page = 0; page < PAGES_MAX; page++) {
      Integer after = marker;
      ListPartsResponse answer =
          requests.ask(
              what,
              withChecksum ->
                  client.listParts(
                      request ->
                          request
                              .bucket(bucket)
                              .key(prefix + key)
                              .uploadId(uploadId)
                              .partNumberMarker(after)));
      for (Part part : answer.parts()) {
        parts.add(stored(what, part));
      }
      marker = answer.nextPartNumberMarker();
      if (!Boolean.TRUE.equals(answer.isTruncated()) || marker == null || marker.equals(after)) {
        return parts;
      }
    }
    throw incomplete(what, "more than " + PAGES_MAX + " pages");
  }

  private StoredPart stored(String what, Part part) throws StoreException {
    if (part.partNumber() == null || part.partNumber() < 1 || part.size() == null) {
      throw incomplete(what, "a part without number or size");
    }
    return new StoredPart(
        part.partNumber(),
        part.size(),
        S3Checksums.etag(part.eTag()),
        S3Checksums.crc32c(part.checksumCRC32C()));
  }

  private static StoreException incomplete(String what, String found) {
    return new StoreException(
        StoreException.Kind.RETRY,
        "found "
            + found
            + " in the answer to "
            + what
            + "; expected S3's answer whole; cure: none needed if it passes; else check the store",
        null);
  }

  /** As {@link ObjectStore#finish}. */
  StoredObject finish(String key, String uploadId, List<StoredPart> parts, Checksums whole)
      throws StoreException {
    return requests.write(
        "finish of upload " + key,
        withChecksum -> {
          List<CompletedPart> completed =
              parts.stream().map(part -> completed(part, withChecksum)).toList();
          var answer =
              client.completeMultipartUpload(
                  request -> {
                    request.bucket(bucket).key(prefix + key).uploadId(uploadId);
                    request.multipartUpload(upload -> upload.parts(completed));
                    if (withChecksum) {
                      request
                          .checksumType(ChecksumType.FULL_OBJECT)
                          .checksumCRC32C(S3Checksums.base64(whole.crc32c()));
                    }
                  });
          boolean full = answer.checksumType() == ChecksumType.FULL_OBJECT;
          return new StoredObject(
              -1,
              S3Checksums.etag(answer.eTag()),
              null,
              full ? S3Checksums.crc32c(answer.checksumCRC32C()) : null,
              whole.sha256());
        });
  }

  private static CompletedPart completed(StoredPart part, boolean withChecksum) {
    Integer crc32c = withChecksum ? part.crc32c() : null;
    return CompletedPart.builder()
        .partNumber(part.number())
        .eTag(part.etag())
        .checksumCRC32C(crc32c == null ? null : S3Checksums.base64(crc32c))
        .build();
  }

  /** As {@link ObjectStore#abandon}. */
  void abandon(String key, String uploadId) throws StoreException {
    requests.ask(
        "the end of upload " + key,
        withChecksum ->
            client.abortMultipartUpload(
                request -> request.bucket(bucket).key(prefix + key).uploadId(uploadId)));
  }
}
