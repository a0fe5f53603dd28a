package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.Proof;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Decides from a store's answer whether it holds exactly our bytes. The strongest thing the answer
 * says decides; where it says nothing that could be ours or not, the bytes are read back.
 */
final class StoredProof {
  private final ObjectStore store;

  StoredProof(ObjectStore store) {
    this.store = store;
  }

  /**
   * Judges without asking the store more.
   *
   * @return empty when the answer proves nothing; {@link Verdict#differs} when it proves that the
   *     bytes are others
   */
  static Optional<Verdict> judge(StoredObject found, Checksums ours, Etags etags)
      throws IOException {
    if (found.bytes() >= 0 && found.bytes() != ours.bytes()) {
      return Optional.of(Verdict.differs("length " + found.bytes(), "" + ours.bytes()));
    }
    if (found.sha256() != null) {
      return Optional.of(
          found.sha256().equals(ours.sha256())
              ? Verdict.proven(Proof.STORE_SHA256)
              : Verdict.differs("SHA-256 " + found.sha256(), ours.sha256()));
    }
    if (found.crc32c() != null) {
      return Optional.of(
          found.crc32c() == ours.crc32c()
              ? Verdict.proven(Proof.STORE_CRC32C)
              : Verdict.differs(
                  String.format("CRC32C %08x", found.crc32c()),
                  String.format("%08x", ours.crc32c())));
    }
    // Another ETag says nothing: a store that encrypts has ETags that are no MD5.
    return etags.all().contains(found.etag())
        ? Optional.of(Verdict.proven(Proof.ETAG_MD5))
        : Optional.empty();
  }

  /** Judges, and reads the object back when the answer alone proves nothing. */
  Verdict decide(String key, StoredObject found, Checksums ours, Etags etags) throws IOException {
    Optional<Verdict> verdict = judge(found, ours, etags);
    if (verdict.isPresent()) {
      return verdict.get();
    }
    String sha256 = store.readBackSha256(key);
    return sha256.equals(ours.sha256())
        ? Verdict.proven(Proof.READ_BACK)
        : Verdict.differs("SHA-256 " + sha256 + " read back", ours.sha256());
  }

  /** The ETag S3 gives to an object sent in parts: MD5 over the parts' MD5s, and their number. */
  static String partsEtag(List<String> partMd5s) {
    var md5 = Checksums.digest("MD5");
    for (String part : partMd5s) {
      md5.update(HexFormat.of().parseHex(part));
    }
    return Checksums.hex(md5.digest()) + "-" + partMd5s.size();
  }

  /** The ETags our bytes can have; reckoned only where a store names nothing better. */
  @FunctionalInterface
  interface Etags {
    List<String> all() throws IOException;
  }

  /**
   * Verdict on the stored object.
   *
   * @param reason what was found and expected, when it is not
   */
  record Verdict(Optional<Proof> proof, String reason) {
    static Verdict proven(Proof proof) {
      return new Verdict(Optional.of(proof), "");
    }

    static Verdict differs(String found, String expected) {
      return new Verdict(Optional.empty(), "found " + found + ", expected " + expected);
    }
  }
}
