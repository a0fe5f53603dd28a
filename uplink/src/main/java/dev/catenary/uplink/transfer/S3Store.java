package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartDigest;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Any store that speaks S3. Where the store has S3's checksum headers, it checks SHA-256 of whole
 * objects and CRC32C of parts and of what they make; where it refuses them, that is remembered, and
 * Content-MD5 and ETag take their place.
 */
public final class S3Store implements ObjectStore {
  /** Metadata of each object: the SHA-256 that its sender says it will have. */
  static final String DECLARED = "catenary-sha256";

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final String name;
  private final StoreClock clock;

  /** True if 403 can mean that there is no object: not where a grant may have come too late. */
  private final boolean hides;

  private final S3Requests requests;
  private final S3MultipartUploads uploads;

  /**
   * Prepares; talks to nobody yet.
   *
   * @param hostClock for signatures, set right by the store's own answers
   */
  public S3Store(S3Config config, InstantSource hostClock) {
    this.clock = new StoreClock(hostClock);
    this.bucket = config.bucket();
    this.prefix = config.prefix().isEmpty() ? "" : config.prefix() + "/";
    this.name =
        "s3://"
            + bucket
            + (config.prefix().isEmpty() ? "" : "/" + config.prefix())
            + " at "
            + (config.endpoint() == null ? "AWS " + config.region() : config.endpoint());
    BucketAddress address = new BucketAddress(System::nanoTime);
    this.client = S3ClientFactory.client(config, clock, address, name);
    this.hides = true;
    this.requests =
        new S3Requests(
            name,
            clock,
            hostClock,
            address,
            S3ClientFactory.renewable(config.credentials()),
            /* granted= */ false);
    this.uploads = new S3MultipartUploads(client, bucket, prefix, requests);
  }

  /**
   * A store that each request needs a grant for.
   *
   * @param name for people
   * @param grants turns a request for {@code /key} into the one that may be sent
   */
  public S3Store(String name, RequestGrants grants, InstantSource hostClock) {
    this.clock = new StoreClock(hostClock);
    BucketAddress address = new BucketAddress(System::nanoTime);
    this.client = S3ClientFactory.granted(grants, clock, address, name);
    this.bucket = S3ClientFactory.NO_BUCKET;
    this.prefix = "";
    this.name = name;
    this.hides = false;
    this.requests =
        new S3Requests(name, clock, hostClock, address, /* keys= */ null, /* granted= */ true);
    this.uploads = new S3MultipartUploads(client, bucket, prefix, requests);
  }

  @Override
  public String describe() {
    return name;
  }

  @Override
  public Optional<StoredObject> find(String key) throws StoreException {
    return requests.ask("HEAD " + key, withChecksum -> head(key, withChecksum));
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
              S3Checksums.etag(head.eTag()),
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
    return requests.write(
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
                  S3Requests.body(payload.bytes()));
          return new StoredObject(
              -1,
              S3Checksums.etag(answer.eTag()),
              S3Checksums.hex(answer.checksumSHA256()),
              S3Checksums.crc32c(answer.checksumCRC32C()),
              ours.sha256());
        });
  }

  @Override
  public String begin(String key, Checksums whole) throws StoreException {
    return uploads.begin(key, whole);
  }

  @Override
  public StoredPart putPart(
      String key, String uploadId, int number, ByteBuffer bytes, PartDigest digest)
      throws StoreException {
    return uploads.putPart(key, uploadId, number, bytes, digest);
  }

  @Override
  public List<StoredPart> parts(String key, String uploadId) throws StoreException {
    return uploads.parts(key, uploadId);
  }

  @Override
  public StoredObject finish(String key, String uploadId, List<StoredPart> parts, Checksums whole)
      throws StoreException {
    return uploads.finish(key, uploadId, parts, whole);
  }

  @Override
  public void abandon(String key, String uploadId) throws StoreException {
    uploads.abandon(key, uploadId);
  }

  @Override
  public String readBackSha256(String key) throws StoreException {
    var sha = Checksums.digest("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (InputStream in =
        requests.ask(
            "GET " + key,
            withChecksum ->
                client.getObject(request -> request.bucket(bucket).key(prefix + key)))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    } catch (StoreException e) {
      throw e;
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
}
