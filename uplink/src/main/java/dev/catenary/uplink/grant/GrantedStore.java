package dev.catenary.uplink.grant;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartDigest;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.Payload;
import dev.catenary.uplink.transfer.S3Store;
import dev.catenary.uplink.transfer.StoreException;
import dev.catenary.uplink.transfer.StoreException.Kind;
import dev.catenary.uplink.transfer.StoredObject;
import dev.catenary.uplink.transfer.StoredPart;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * S3 by grants, one for each request and asked for when it is sent, so that none lies about and a
 * grant that came too late costs one question more. Where a grant may write only what is not there
 * yet, or only in place of one certain object, this store looks what is there and asks again.
 */
public final class GrantedStore implements ObjectStore {
  private final GrantClient client;
  private final S3Store store;

  /**
   * Prepares; talks to nobody yet.
   *
   * @param hostClock for the time in questions, set right by the service's own answers
   */
  public GrantedStore(GrantConfig config, CaptureFacts chunks, InstantSource hostClock) {
    this.client = new GrantClient(config, hostClock);
    this.store =
        new S3Store("grants of " + config.url(), new GrantedRequests(client, chunks), hostClock);
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public Optional<StoredObject> find(String key) throws StoreException {
    return store.find(key);
  }

  @Override
  public StoredObject put(String key, Payload payload) throws StoreException {
    try {
      return store.put(key, payload);
    } catch (StoreException e) {
      StoredObject found = whatIsThere(key, e);
      return payload.checksums().sha256().equals(found.declaredSha256())
              && payload.checksums().bytes() == found.bytes()
          ? found
          : store.put(key, payload, found.etag());
    }
  }

  @Override
  public String begin(String key, Checksums whole) throws StoreException {
    return store.begin(key, whole);
  }

  @Override
  public StoredPart putPart(
      String key, String uploadId, int number, ByteBuffer bytes, PartDigest digest)
      throws StoreException {
    return store.putPart(key, uploadId, number, bytes, digest);
  }

  @Override
  public List<StoredPart> parts(String key, String uploadId) throws StoreException {
    return store.parts(key, uploadId);
  }

  @Override
  public StoredObject finish(String key, String uploadId, List<StoredPart> parts, Checksums whole)
      throws StoreException {
    try {
      return store.finish(key, uploadId, parts, whole);
    } catch (StoreException e) {
      return whatIsThere(key, e);
    }
  }

  private StoredObject whatIsThere(String key, StoreException failure) throws StoreException {
    if (failure.kind() != Kind.ALREADY_THERE) {
      throw failure;
    }
    return store.find(key).orElseThrow(() -> failure);
  }

  @Override
  public void abandon(String key, String uploadId) throws StoreException {
    store.abandon(key, uploadId);
  }

  @Override
  public String readBackSha256(String key) throws StoreException {
    return store.readBackSha256(key);
  }

  @Override
  public void close() {
    store.close();
    client.close();
  }
}
