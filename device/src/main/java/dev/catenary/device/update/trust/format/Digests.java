package dev.catenary.device.update.trust.format;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The digests that metadata names by their own names, in hexadecimal. */
public final class Digests {
  private Digests() {}

  /** True for a digest that this client can check. */
  public static boolean knows(String algorithm) {
    return algorithm.equals("sha256") || algorithm.equals("sha512");
  }

  /**
   * A digest to be fed.
   *
   * @param algorithm one that it {@link #knows}
   */
  public static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(of("sha256").digest(bytes));
  }
}
