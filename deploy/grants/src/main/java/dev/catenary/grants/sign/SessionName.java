package dev.catenary.grants.sign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of a vehicle's session of a role, as it stands in AWS's own records. A vehicle's name
 * that is none is made one, with digits of its SHA-256 behind it, so that two stay two.
 *
 * <p>Source: AWS STS API Reference, AssumeRole, RoleSessionName: 2 to 64 of [\w+=,.@-].
 */
final class SessionName {
  private static final int LENGTH_MAX = 64;
  private static final int DIGITS = 8;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");
  private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9_+=,.@-]");

  private SessionName() {}

  static String of(String vehicle) {
    if (LEGAL.matcher(vehicle).matches()) {
      return vehicle;
    }
    String plain = ILLEGAL.matcher(vehicle).replaceAll("-");
    return plain.substring(0, Math.min(plain.length(), LENGTH_MAX - DIGITS - 1))
        + "-"
        + digits(vehicle);
  }

  private static String digits(String vehicle) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(vehicle.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
