package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartDigest;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Any store that speaks S3. Where the store has S3's checksum headers, it checks SHA-256 of whole
 * objects and CRC32C of parts and of what they make; where it refuses them, that is remembered, and
 * Content-MD5 and ETag take their place.
 */
public final class S3Store implements ObjectStore {
  private static final String DECLARED = "catenary-sha256";

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final String name;
  private final StoreClock clock;

  /** Whether 403 can mean that there is no object: not where a grant may have come too late. */
  private final boolean hides;

  private volatile boolean checksumHeaders = true;

  /**
   * Prepares; talks to nobody yet.
   *
   * @param hostClock for signatures, set right by the store's own answers
   */
  public S3Store(S3Config config, InstantSource hostClock) {
    this.clock = new StoreClock(hostClock);
    this.client = S3ClientFactory.client(config, clock);
    this.bucket = config.bucket();
    this.prefix = config.prefix().isEmpty() ? "" : config.prefix() + "/";
    this.name =
        "s3://"
            + bucket
            + (config.prefix().isEmpty() ? "" : "/" + config.prefix())
            + " at "
            + (config.endpoint() == null ? "AWS " + config.region() : config.endpoint());
    this.hides = true;
  }

  /**
   * A store that each request needs a grant for.
   *
   * @param name for people
   * @param grants turns a request for {@code /key} into the one that may be sent
   */
  public S3Store(String name, RequestGrants grants, InstantSource hostClock) {
    this.clock = new StoreClock(hostClock);
    this.client = S3ClientFactory.granted(grants, clock);
    this.bucket = S3ClientFactory.NO_BUCKET;
    this.prefix = "";
    this.name = name;
    this.hides = false;
  }

  @Override
  public String describe() {
    return name;
  }

  @Override
  public Optional<StoredObject> find(String key) throws StoreException {
    return call("HEAD " + key, withChecksum -> head(key, withChecksum));
  }

  private Optional<StoredObject> head(String key, boolean withChecksum) {
    Duration ahead = clock.ahead();
    try {
      var head =
          client.headObject(
              request -> {
                request.bucket(bucket).key(prefix + key);
                if (withChecksum) {
                  request.checksumMode(ChecksumMode.ENABLED);
                }
              });
      boolean composite = head.checksumType() == ChecksumType.COMPOSITE;
      return Optional.of(
          new StoredObject(
              head.contentLength() == null ? -1 : head.contentLength(),
              unquoted(head.eTag()),
              composite ? null : S3Checksums.hex(head.checksumSHA256()),
              composite ? null : S3Checksums.crc32c(head.checksumCRC32C()),
              head.metadata().get(DECLARED)));
    } catch (S3Exception e) {
      // Without the right to list, S3 answers 403 for an object that is not there. HEAD has no body
      // to say why, so a refusal that has shown our clock to be wrong is none of those.
      boolean hidden = hides && e.statusCode() == 403 && clock.ahead().equals(ahead);
      if (e.statusCode() == 404 || hidden) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public StoredObject put(String key, Payload payload) throws StoreException {
    return put(key, payload, null);
  }

  /**
   * Stores a whole object.
   *
   * @param replaces ETag of the object that it takes the place of, without quotes; null for no such
   *     condition
   */
  public StoredObject put(String key, Payload payload, @Nullable String replaces)
      throws StoreException {
    Checksums ours = payload.checksums();
    return call(
        "PUT " + key,
        withChecksum -> {
          var answer =
              client.putObject(
                  request -> {
                    request.bucket(bucket).key(prefix + key);
                    request.metadata(Map.of(DECLARED, ours.sha256()));
                    if (replaces != null) {
                      request.ifMatch('"' + replaces + '"');
                    }
                    if (withChecksum) {
                      request.checksumSHA256(S3Checksums.base64(ours.sha256()));
                    } else {
                      request.contentMD5(S3Checksums.base64(payload.md5()));
                    }
                  },
                  body(payload.bytes()));
          return new StoredObject(
              -1,
              unquoted(answer.eTag()),
              S3Checksums.hex(answer.checksumSHA256()),
              S3Checksums.crc32c(answer.checksumCRC32C()),
              ours.sha256());
        });
  }

  @Override
  public String begin(String key, Checksums whole) throws StoreException {
    return call(
        "begin of upload " + key,
        withChecksum ->
            client
                .createMultipartUpload(
                    request -> {
                      request.bucket(bucket).key(prefix + key);
                      request.metadata(Map.of(DECLARED, whole.sha256()));
                      if (withChecksum) {
                        request
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                            .checksumType(ChecksumType.FULL_OBJECT);
                      }
                    })
                .uploadId());
  }

  @Override
  public StoredPart putPart(
      String key, String uploadId, int number, ByteBuffer bytes, PartDigest digest)
      throws StoreException {
    return call(
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
                  body(bytes));
          return new StoredPart(
              number,
              digest.bytes(),
              unquoted(answer.eTag()),
              withChecksum ? (Integer) digest.crc32c() : null);
        });
  }

  @Override
  public List<StoredPart> parts(String key, String uploadId) throws StoreException {
    try {
      List<StoredPart> parts = new ArrayList<>();
      var pages =
          client.listPartsPaginator(
              request -> request.bucket(bucket).key(prefix + key).uploadId(uploadId));
      for (Part part : pages.parts()) {
        parts.add(
            new StoredPart(
                part.partNumber(),
                part.size(),
                unquoted(part.eTag()),
                S3Checksums.crc32c(part.checksumCRC32C())));
      }
      return parts;
    } catch (SdkException e) {
      throw S3Errors.translate("the list of parts of " + key, name, e);
    }
  }

  @Override
  public StoredObject finish(String key, String uploadId, List<StoredPart> parts, Checksums whole)
      throws StoreException {
    return call(
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
              unquoted(answer.eTag()),
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

  @Override
  public void abandon(String key, String uploadId) throws StoreException {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(bucket).key(prefix + key).uploadId(uploadId));
    } catch (SdkException e) {
      throw S3Errors.translate("the end of upload " + key, name, e);
    }
  }

  @Override
  public String readBackSha256(String key) throws StoreException {
    var sha = Checksums.digest("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = client.getObject(request -> request.bucket(bucket).key(prefix + key))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    } catch (SdkException e) {
      throw S3Errors.translate("GET " + key, name, e);
    } catch (IOException e) {
      throw new StoreException(
          Kind.RETRY, "found " + e + " reading " + key + " back from " + name, e);
    }
    return Checksums.hex(sha.digest());
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * Calls with checksum headers as long as the store is not known to refuse them, and once more
   * when the refusal itself has told us the right time.
   */
  private <T> T call(String what, Call<T> call) throws StoreException {
    boolean withChecksum = checksumHeaders;
    Duration ahead = clock.ahead();
    try {
      return call.send(withChecksum);
    } catch (SdkException e) {
      StoreException failure = S3Errors.translate(what, name, e);
      if (S3Errors.isRefusal(e) && !clock.ahead().equals(ahead)) {
        return again(what, () -> call.send(withChecksum));
      }
      if (!withChecksum || !refusesChecksums(failure)) {
        throw failure;
      }
      T answer = again(what, () -> call.send(false));
      checksumHeaders = false;
      return answer;
    }
  }

  private <T> T again(String what, Supplier<T> call) throws StoreException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Errors.translate(what, name, e);
    }
  }

  /** One request, with checksum headers or without. */
  private interface Call<T> {
    T send(boolean withChecksum);
  }

  private static boolean refusesChecksums(StoreException failure) {
    return failure.kind() == Kind.NOT_SUPPORTED
        || (failure.kind() == Kind.UNTIL_CHANGED
            && failure.getCause() instanceof S3Exception answer
            && answer.statusCode() == 400);
  }

  private static RequestBody body(ByteBuffer bytes) {
    ContentStreamProvider content = () -> new ByteBufferStream(bytes.duplicate());
    return RequestBody.fromContentProvider(content, bytes.remaining(), "application/octet-stream");
  }

  private static String unquoted(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
