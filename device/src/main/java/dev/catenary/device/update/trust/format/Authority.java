package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.UnsignedMetadataException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says who may sign for a role: keys by their ids, and how many of them must. Distinct keys count,
 * not distinct ids.
 *
 * @param role the name of the role that is signed
 */
public record Authority(String role, Map<String, TrustKey> keys, int threshold) {
  static Authority of(String role, RoleKeys roleKeys, Map<String, TrustKey> known) {
    Map<String, TrustKey> keys = new LinkedHashMap<>();
    for (String keyId : roleKeys.keyIds()) {
      TrustKey key = known.get(keyId);
      if (key != null) {
        keys.put(keyId, key);
      }
    }
    return new Authority(role, keys, roleKeys.threshold());
  }

  /**
   * Checks the signatures of a file.
   *
   * @throws UnsignedMetadataException when fewer keys than the threshold signed it
   */
  public void check(SignedFile file) throws UnsignedMetadataException {
    int found = signers(file).size();
    if (found < threshold) {
      throw new UnsignedMetadataException(role, found, threshold);
    }
  }

  /** The keys of this role that signed a file, each by what makes it distinct. */
  public Set<String> signers(SignedFile file) {
    byte[] signed = file.signedBytes();
    Set<String> signers = new HashSet<>();
    for (Map.Entry<String, TrustKey> key : keys.entrySet()) {
      byte[] signature = file.signatures().get(key.getKey());
      Optional<String> identity = key.getValue().identity();
      if (signature != null
          && identity.isPresent()
          && !signers.contains(identity.get())
          && key.getValue().verifies(signed, signature)) {
        signers.add(identity.get());
      }
    }
    return signers;
  }

  /** The distinct keys that may sign. */
  public Set<String> identities() {
    Set<String> identities = new HashSet<>();
    keys.values().forEach(key -> key.identity().ifPresent(identities::add));
    return identities;
  }
}
