package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key as metadata lists it. Two are the same key when their bytes are, whatever ids they
 * go by. One of an unknown kind stays in the list and signs nothing.
 */
public final class TrustKey {
  private final Json.Members json;
  private final @Nullable KeyScheme scheme;
  private final @Nullable PublicKey key;

  private TrustKey(Json.Members json, @Nullable KeyScheme scheme, @Nullable PublicKey key) {
    this.json = json;
    this.scheme = scheme;
    this.key = key;
  }

  /** Reads one of a list of keys. */
  public static TrustKey of(Json.Members json) throws MalformedMetadataException {
    String keyType = json.text("keytype");
    String schemeName = json.text("scheme");
    Json.Members value = json.members("keyval");
    Optional<KeyScheme> scheme = KeyScheme.of(keyType, schemeName);
    if (scheme.isEmpty()) {
      return new TrustKey(json, null, null);
    }
    try {
      return new TrustKey(json, scheme.get(), scheme.get().read(value.text("public")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return new TrustKey(json, null, null);
    }
  }

  /** A key of ours, as it is to be listed. */
  public static TrustKey of(KeyScheme scheme, PublicKey key) {
    Json.Members json = Json.members();
    json.entries().put("keytype", Json.of(scheme.keyType()));
    Json.Members value = Json.members();
    value.entries().put("public", Json.of(scheme.write(key)));
    json.entries().put("keyval", value);
    json.entries().put("scheme", Json.of(scheme.scheme()));
    return new TrustKey(json, scheme, key);
  }

  /** Its listed form. */
  public Json.Members json() {
    return json;
  }

  /** The id of a key of ours: SHA-256 of its canonical form. */
  public String id() {
    return Digests.sha256(CanonicalJson.bytes(json));
  }

  /** The same for the same key, whatever its id; empty for one that cannot sign. */
  public Optional<String> identity() {
    return key == null
        ? Optional.empty()
        : Optional.of(scheme + ":" + HexFormat.of().formatHex(key.getEncoded()));
  }

  /** True when this key signed these bytes; a signature that is none is a wrong one. */
  public boolean verifies(byte[] signed, byte[] signature) {
    if (scheme == null || key == null) {
      return false;
    }
    try {
      Signature check = scheme.signature();
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + scheme, e);
    }
  }
}
