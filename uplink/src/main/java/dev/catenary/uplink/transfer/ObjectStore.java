package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartDigest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Where chunks go: objects by key, whole or in parts. An object appears at once and whole, or not
 * at all. Several threads may call at once, each for an object of its own. Every failure is a
 * {@link StoreException} of the kind that tells what helps.
 */
public interface ObjectStore extends AutoCloseable {
  /** Description of the store, without secrets: {@code s3://bucket/prefix at http://host}. */
  String describe();

  /**
   * Asks for an object.
   *
   * @return empty when there is none, or when we may not know
   */
  Optional<StoredObject> find(String key) throws StoreException;

  /** Stores a whole object, in place of any other under this key. */
  StoredObject put(String key, Payload payload) throws StoreException;

  /**
   * Begins an object in parts.
   *
   * @param whole of the object that the parts will make
   * @return the upload's id
   */
  String begin(String key, Checksums whole) throws StoreException;

  /**
   * Sends one part; sending a number again replaces it.
   *
   * @param number from 1
   * @param bytes of the part, between position and limit, which stay as they are
   */
  StoredPart putPart(String key, String uploadId, int number, ByteBuffer bytes, PartDigest digest)
      throws StoreException;

  /** The parts the store has of an upload that was begun and neither finished nor abandoned. */
  List<StoredPart> parts(String key, String uploadId) throws StoreException;

  /** Makes the parts one object. */
  StoredObject finish(String key, String uploadId, List<StoredPart> parts, Checksums whole)
      throws StoreException;

  /** Lets the store delete the parts of an upload that will not be finished. */
  void abandon(String key, String uploadId) throws StoreException;

  /** Reads the whole object and returns its SHA-256, 64 lower-case hexadecimal digits. */
  String readBackSha256(String key) throws StoreException;

  @Override
  void close();
}
