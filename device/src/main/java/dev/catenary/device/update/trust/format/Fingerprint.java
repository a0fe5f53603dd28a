package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Length and hashes by which one file names another. Of the hashes those count that this client
 * knows.
 *
 * @param length in bytes, where stated
 * @param hashes by algorithm, in hexadecimal; empty where none is stated
 */
public record Fingerprint(OptionalLong length, Map<String, String> hashes) {
  /** Reads it from the members of a target or of a metadata file. */
  static Fingerprint of(Json.Members json) throws MalformedMetadataException {
    OptionalLong length = OptionalLong.empty();
    if (json.has("length")) {
      long bytes = json.whole("length");
      if (bytes < 0) {
        throw new MalformedMetadataException("\"length\"", bytes + "", "0 or more");
      }
      length = OptionalLong.of(bytes);
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    if (json.has("hashes")) {
      Json.Members listed = json.members("hashes");
      for (String algorithm : listed.entries().keySet()) {
        hashes.put(algorithm, checked(algorithm, listed.text(algorithm).toLowerCase(Locale.ROOT)));
      }
      if (hashes.isEmpty()) {
        throw new MalformedMetadataException("\"hashes\"", "none", "one at least");
      }
    }
    return new Fingerprint(length, hashes);
  }

  /** The hash becomes a part of a file's name, so it has to be one. */
  private static String checked(String algorithm, String hash) throws MalformedMetadataException {
    int digits = Digests.of(algorithm).getDigestLength() * 2;
    if (Digests.knows(algorithm) && !hash.matches("[0-9a-f]{" + digits + "}")) {
      throw new MalformedMetadataException(
          "\"" + algorithm + "\"", hash, digits + " hexadecimal digits");
    }
    return hash;
  }

  /** The hash that names the file in a consistent snapshot. */
  public Optional<String> prefix() {
    String sha256 = hashes.get("sha256");
    return Optional.ofNullable(sha256 != null ? sha256 : hashes.get("sha512"));
  }

  /** True when nothing that it states can be checked by this client. */
  public boolean isUncheckable() {
    return hashes.keySet().stream().noneMatch(Digests::knows);
  }

  /** Describes the first difference of these bytes, if any. */
  public Optional<String> differenceOf(byte[] bytes) {
    if (length.isPresent() && length.getAsLong() != bytes.length) {
      return Optional.of(bytes.length + " bytes");
    }
    if (!hashes.isEmpty() && isUncheckable()) {
      return Optional.of("hashes of unknown kinds only");
    }
    for (Map.Entry<String, String> hash : hashes.entrySet()) {
      if (Digests.knows(hash.getKey())) {
        MessageDigest digest = Digests.of(hash.getKey());
        digest.update(bytes);
        String found = Digests.hex(digest);
        if (!found.equals(hash.getValue())) {
          return Optional.of(hash.getKey() + " " + found);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return (length.isPresent() ? length.getAsLong() + " bytes " : "") + hashes;
  }
}
