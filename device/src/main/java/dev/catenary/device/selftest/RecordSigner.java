package dev.catenary.device.selftest;

import dev.catenary.device.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs records as JSON Web Signatures in their compact form (RFC 7515), with EdDSA over Ed25519
 * (RFC 8037). The header names the key by its thumbprint and carries its public half.
 */
public final class RecordSigner {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final DeviceKey key;

  public RecordSigner(DeviceKey key) {
    this.key = key;
  }

  public SignedRecord sign(TestRecord record) throws IOException {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "OKP");
    jwk.put("crv", "Ed25519");
    jwk.put("x", DeviceKey.raw(key.publicKey()));
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "EdDSA");
    header.put("kid", key.thumbprint());
    header.put("jwk", jwk);
    header.put("typ", SignedRecord.TYPE);
    String signed = part(JsonText.of(header)) + "." + part(record.json());
    try {
      byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
      return new SignedRecord(record, signed + "." + BASE64URL.encodeToString(signature));
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the record could not be signed; cure: move the key pair "
              + key.thumbprint()
              + " away, and the next start makes a new one",
          e);
    }
  }

  private static String part(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
