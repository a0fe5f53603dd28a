package dev.catenary.device.selftest;

import dev.catenary.durable.SmallFile;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key that this device signs its records with: Ed25519 (RFC 8032), made here at the first use
 * and never leaving. Its name is the thumbprint of RFC 7638, by which a person compares keys.
 */
public final class DeviceKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE_FILE = "device-ed25519.key";
  private static final String PUBLIC_FILE = "device-ed25519.pub";

  /**
   * Of a public key as X.509 SubjectPublicKeyInfo (RFC 8410): the last bytes are the key itself.
   */
  private static final int RAW_BYTES = 32;

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private DeviceKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * The key in a folder; made when there is none.
   *
   * @throws IOException when what is there is no key: it is never replaced
   */
  public static DeviceKey in(Path folder) throws IOException {
    Path secret = folder.resolve(PRIVATE_FILE);
    try {
      if (!Files.exists(secret)) {
        make(folder, secret);
      }
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      return new DeviceKey(
          keys.generatePrivate(new PKCS8EncodedKeySpec(der(secret))),
          keys.generatePublic(new X509EncodedKeySpec(der(folder.resolve(PUBLIC_FILE)))));
    } catch (GeneralSecurityException | IllegalArgumentException | NoSuchFileException e) {
      throw new IOException(
          "found no readable key pair in "
              + folder
              + " ("
              + e.getMessage()
              + "); expected "
              + PRIVATE_FILE
              + " and "
              + PUBLIC_FILE
              + "; cure: move both away, and the next start makes a new pair",
          e);
    }
  }

  private static void make(Path folder, Path secret) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    // The public half first: a private half without it would not be used, and not be replaced.
    write(folder.resolve(PUBLIC_FILE), "PUBLIC KEY", pair.getPublic().getEncoded(), "rw-r--r--");
    write(secret, "PRIVATE KEY", pair.getPrivate().getEncoded(), "rw-------");
  }

  private static void write(Path file, String kind, byte[] der, String permissions)
      throws IOException {
    String pem = "-----BEGIN " + kind + "-----\n" + base64(der) + "\n-----END " + kind + "-----\n";
    WholeFile.write(file, pem, PosixFilePermissions.fromString(permissions));
  }

  private static String base64(byte[] der) {
    return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
  }

  private static byte[] der(Path pem) throws IOException {
    return Base64.getMimeDecoder().decode(SmallFile.keys(pem).replaceAll("-----[A-Z ]+-----", ""));
  }

  /** A public key from a PEM file as {@code device-ed25519.pub}. */
  static PublicKey publicKey(Path pem) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(pem)));
  }

  /** Signs bytes. */
  public byte[] sign(byte[] bytes) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(privateKey);
    signature.update(bytes);
    return signature.sign();
  }

  /** Public half. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The name people compare. */
  public String thumbprint() {
    return thumbprint(publicKey);
  }

  /** RFC 7638 with the members of RFC 8037: SHA-256 of the key as JSON, in base64url. */
  static String thumbprint(PublicKey key) {
    String json = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + raw(key) + "\"}";
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(json.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The 32 bytes of a public key, in base64url. */
  static String raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length));
  }
}
