package dev.catenary.device.selftest;

import dev.catenary.proto.problem.Problem;
import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Result of checking a signed record: its integrity and its signer. Any text gives an answer; none
 * is believed that is not signed with Ed25519.
 *
 * @param problem what is wrong; empty when the signature is good
 * @param keyThumbprint of the key that the signature is good for; empty when it is not
 * @param record null when it could not be read
 */
public record RecordCheck(String problem, String keyThumbprint, @Nullable TestRecord record) {
  /** SubjectPublicKeyInfo of Ed25519 before the key's 32 bytes (RFC 8410). */
  private static final byte[] PUBLIC_KEY_PREFIX =
      HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int TEXT_MAX = 1 << 20;

  /** Checks that a record is whole and signed with the key that it names itself. */
  public static RecordCheck of(String jws) {
    return of(jws, (PublicKey) null);
  }

  /**
   * The same, and signed with the key in this file.
   *
   * @param key PEM, as {@code device-ed25519.pub}
   */
  public static RecordCheck of(String jws, Path key) throws IOException {
    try {
      return of(jws, DeviceKey.publicKey(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "found no Ed25519 public key in "
              + key
              + "; expected PEM; cure: name keys/device-ed25519.pub of the device",
          e);
    }
  }

  /**
   * @param jws compact form
   * @param expected the device's key; null takes the one the record names, which proves only that
   *     it is whole
   */
  static RecordCheck of(String jws, @Nullable PublicKey expected) {
    String[] parts = jws.strip().split("\\.", -1);
    if (parts.length != 3 || jws.length() > TEXT_MAX) {
      return bad("no JSON Web Signature in its compact form");
    }
    try {
      Map<?, ?> header = object(parts[0]);
      if (!"EdDSA".equals(header.get("alg")) || !SignedRecord.TYPE.equals(header.get("typ"))) {
        return bad("not a self-test's record signed with EdDSA");
      }
      if (header.containsKey("crit")) {
        return bad("it asks for an extension that is not known here");
      }
      PublicKey key = named(header);
      if (expected != null && !expected.equals(key)) {
        return bad("signed with the key " + DeviceKey.thumbprint(key) + ", not the one expected");
      }
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
        return bad("the signature does not fit: it was changed after it was signed");
      }
      return new RecordCheck("", DeviceKey.thumbprint(key), record(object(parts[1])));
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | DateTimeException
        | TextRefused e) {
      return bad("it does not read: " + e.getMessage());
    }
  }

  public boolean isValid() {
    return problem.isEmpty();
  }

  private static RecordCheck bad(String problem) {
    return new RecordCheck(problem, "", null);
  }

  private static PublicKey named(Map<?, ?> header) throws GeneralSecurityException {
    if (!(header.get("jwk") instanceof Map<?, ?> jwk)
        || !"Ed25519".equals(jwk.get("crv"))
        || !(jwk.get("x") instanceof String x)) {
      throw new IllegalArgumentException("its header names no Ed25519 key");
    }
    byte[] raw = Base64.getUrlDecoder().decode(x);
    byte[] encoded = new byte[PUBLIC_KEY_PREFIX.length + raw.length];
    System.arraycopy(PUBLIC_KEY_PREFIX, 0, encoded, 0, PUBLIC_KEY_PREFIX.length);
    System.arraycopy(raw, 0, encoded, PUBLIC_KEY_PREFIX.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** JSON is YAML. */
  private static Map<?, ?> object(String base64url) throws TextRefused {
    String json = new String(Base64.getUrlDecoder().decode(base64url), StandardCharsets.UTF_8);
    if (BoundedYaml.load(json) instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("found no JSON object");
  }

  private static TestRecord record(Map<?, ?> json) {
    List<TestStep> steps = new ArrayList<>();
    if (!(json.get("steps") instanceof List<?> listed)) {
      throw new IllegalArgumentException("found no steps");
    }
    for (Object each : listed) {
      if (!(each instanceof Map<?, ?> step)) {
        throw new IllegalArgumentException("found a step that is no object");
      }
      steps.add(
          new TestStep(
              text(step, "name"),
              Boolean.TRUE.equals(step.get("passed")),
              new Problem(text(step, "found"), text(step, "expected"), text(step, "cure"))));
    }
    return new TestRecord(
        text(json, "vehicle"),
        text(json, "software"),
        Instant.parse(text(json, "startedAt")),
        Instant.parse(text(json, "endedAt")),
        text(json, "by"),
        steps);
  }

  private static String text(Map<?, ?> json, String key) {
    if (json.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("found no text " + key);
  }
}
