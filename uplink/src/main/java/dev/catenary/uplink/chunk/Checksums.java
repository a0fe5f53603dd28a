package dev.catenary.uplink.chunk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Length and checksums of a file.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param crc32c Castagnoli polynomial, as an unsigned number in 32 bits
 */
public record Checksums(long bytes, String sha256, int crc32c) {
  public Checksums {
    if (bytes < 0 || sha256.length() != 64) {
      throw new IllegalArgumentException(
          "found length "
              + bytes
              + " and SHA-256 '"
              + sha256
              + "'; expected a length from 0 and 64 hexadecimal digits");
    }
  }

  /** Reads from position to limit and leaves both as they were. */
  public static Checksums of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    MessageDigest sha = digest("SHA-256");
    sha.update(bytes.duplicate());
    return new Checksums(bytes.remaining(), hex(sha.digest()), (int) crc.getValue());
  }

  /** MD5 of the bytes from position to limit, 32 lower-case hexadecimal digits. */
  public static String md5(ByteBuffer bytes) {
    MessageDigest digest = digest("MD5");
    digest.update(bytes.duplicate());
    return hex(digest.digest());
  }

  /** Two lower-case hexadecimal digits for each byte. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** A digest that every Java runtime has to have. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }
}
