package dev.catenary.device.update.trust.format;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes public keys as metadata carries them: Ed25519 in hexadecimal, others in PEM. */
final class PublicKeyText {
  /** SubjectPublicKeyInfo of Ed25519 before the key's 32 bytes (RFC 8410). */
  private static final String ED25519_PREFIX = "302a300506032b6570032100";

  private static final int ED25519_CHARS = 64;
  private static final int P256_BITS = 256;
  private static final int RSA_BITS_MIN = 2_048;
  private static final int RSA_BITS_MAX = 8_192;
  private static final int CHARS_MAX = 4_096;
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private PublicKeyText() {}

  static PublicKey ed25519(String text) throws GeneralSecurityException {
    if (text.length() != ED25519_CHARS) {
      throw new GeneralSecurityException("no 32 bytes in hexadecimal");
    }
    return key("Ed25519", HexFormat.of().parseHex(ED25519_PREFIX + text));
  }

  static PublicKey p256(String pem) throws GeneralSecurityException {
    PublicKey key = key("EC", der(pem));
    if (key instanceof ECPublicKey ec && P256.is(ec.getParams())) {
      return key;
    }
    throw new GeneralSecurityException("no key on the curve P-256 of " + P256_BITS + " bits");
  }

  static PublicKey rsa(String pem) throws GeneralSecurityException {
    PublicKey key = key("RSA", der(pem));
    if (key instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() >= RSA_BITS_MIN
        && rsa.getModulus().bitLength() <= RSA_BITS_MAX) {
      return key;
    }
    throw new GeneralSecurityException(
        "no RSA key of " + RSA_BITS_MIN + " to " + RSA_BITS_MAX + " bits");
  }

  static String hex(PublicKey ed25519) {
    return HexFormat.of().formatHex(ed25519.getEncoded()).substring(ED25519_PREFIX.length());
  }

  static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static PublicKey key(String algorithm, byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
  }

  private static byte[] der(String pem) throws GeneralSecurityException {
    Matcher matcher = PEM.matcher(pem);
    if (pem.length() > CHARS_MAX || !matcher.matches()) {
      throw new GeneralSecurityException("no public key in PEM");
    }
    return Base64.getMimeDecoder().decode(matcher.group(1));
  }
}
