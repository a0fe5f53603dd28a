package dev.catenary.release.key;

import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.JsonWriter;
import dev.catenary.device.update.trust.format.KeyPairSigner;
import dev.catenary.device.update.trust.format.KeyScheme;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An Ed25519 key in a file, sealed with a passphrase: AES-256-GCM under a key that PBKDF2 with
 * HMAC-SHA-256 makes of it.
 */
final class SealedKey {
  private static final int ITERATIONS = 600_000;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final HexFormat HEX = HexFormat.of();

  private SealedKey() {}

  /** Makes a key; its file must not be there yet. */
  static SigningKey make(Path file, char[] passphrase) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] salt = random(SALT_BYTES);
      byte[] nonce = random(NONCE_BYTES);
      Json.Members json = Json.members();
      json.entries().put("public", Json.of(HEX.formatHex(pair.getPublic().getEncoded())));
      json.entries().put("salt", Json.of(HEX.formatHex(salt)));
      json.entries().put("nonce", Json.of(HEX.formatHex(nonce)));
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce)
              .doFinal(pair.getPrivate().getEncoded());
      json.entries().put("sealed", Json.of(HEX.formatHex(sealed)));
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, JsonWriter.bytes(json), StandardOpenOption.WRITE);
      return new KeyPairSigner(KeyScheme.ED25519, pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IOException("no key could be made: " + e.getMessage(), e);
    }
  }

  static SigningKey open(Path file, char[] passphrase) throws IOException {
    Json.Members json = StrictJson.read(file.toString(), Files.readAllBytes(file));
    try {
      byte[] open =
          cipher(
                  Cipher.DECRYPT_MODE,
                  passphrase,
                  HEX.parseHex(json.text("salt")),
                  HEX.parseHex(json.text("nonce")))
              .doFinal(HEX.parseHex(json.text("sealed")));
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      return new KeyPairSigner(
          KeyScheme.ED25519,
          keys.generatePrivate(new PKCS8EncodedKeySpec(open)),
          keys.generatePublic(new X509EncodedKeySpec(HEX.parseHex(json.text("public")))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "found the key "
              + file
              + " sealed with another passphrase, or damaged; cure: the right one",
          e);
    }
  }

  private static Cipher cipher(int mode, char[] passphrase, byte[] salt, byte[] nonce)
      throws GeneralSecurityException {
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(passphrase, salt, ITERATIONS, KEY_BITS))
            .getEncoded();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
