package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.RepeatedSignatureException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metadata file as it was received: its bytes, what they say, and who signed it. Nothing of it is
 * to be believed before an {@link Authority} has checked it.
 */
public final class SignedFile {
  private static final int SIGNATURES_MAX = 1_024;

  private final byte[] bytes;
  private final Json.Members signed;
  private final Map<String, byte[]> signatures;

  private SignedFile(byte[] bytes, Json.Members signed, Map<String, byte[]> signatures) {
    this.bytes = bytes;
    this.signed = signed;
    this.signatures = signatures;
  }

  /**
   * Reads a file.
   *
   * @param role names it in messages
   */
  public static SignedFile read(String role, byte[] bytes)
      throws MalformedMetadataException, RepeatedSignatureException {
    Json.Members file = StrictJson.read(role, bytes);
    Map<String, byte[]> signatures = new LinkedHashMap<>();
    for (Json item : file.items("signatures")) {
      if (!(item instanceof Json.Members signature)) {
        throw new MalformedMetadataException("a signature of " + role, item.kind(), "an object");
      }
      String keyId = signature.text("keyid");
      if (signatures.put(keyId, bytes(signature.text("sig"))) != null) {
        throw new RepeatedSignatureException(role, keyId);
      }
    }
    if (signatures.size() > SIGNATURES_MAX) {
      throw new MalformedMetadataException(
          role, signatures.size() + " signatures", "at most " + SIGNATURES_MAX);
    }
    return new SignedFile(bytes.clone(), file.members("signed"), signatures);
  }

  /** A signature that is no hexadecimal text is a wrong one, and spoils none beside it. */
  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The bytes as they were received. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Members that are signed. */
  public Json.Members signed() {
    return signed;
  }

  /** The bytes that the signatures are over. */
  public byte[] signedBytes() {
    return CanonicalJson.bytes(signed);
  }

  /** Signatures by the id of their key. */
  public Map<String, byte[]> signatures() {
    return signatures;
  }

  /** A file of what is signed and its signatures. */
  public static byte[] write(Json.Members signed, Map<String, byte[]> signatures) {
    Json.Members file = Json.members();
    file.entries()
        .put(
            "signatures",
            new Json.Items(
                signatures.entrySet().stream()
                    .<Json>map(entry -> signature(entry.getKey(), entry.getValue()))
                    .toList()));
    file.entries().put("signed", signed);
    return JsonWriter.bytes(file);
  }

  private static Json.Members signature(String keyId, byte[] signature) {
    Json.Members json = Json.members();
    json.entries().put("keyid", Json.of(keyId));
    json.entries().put("sig", Json.of(HexFormat.of().formatHex(signature)));
    return json;
  }
}
