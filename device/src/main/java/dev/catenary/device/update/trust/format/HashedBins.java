package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Many roles of one kind, told in few words (TAP 15): the first bits of a name's SHA-256 choose the
 * role.
 *
 * @param bits 1 to 32
 */
public record HashedBins(RoleKeys keys, int bits, String namePrefix) {
  private static final int BITS_MAX = 32;
  private static final int WORD_DIGITS = 8;

  static HashedBins of(Json.Members json) throws MalformedMetadataException {
    long bits = json.whole("bit_length");
    if (bits < 1 || bits > BITS_MAX) {
      throw new MalformedMetadataException("\"bit_length\"", bits + "", "1 to " + BITS_MAX);
    }
    return new HashedBins(RoleKeys.of(json), (int) bits, json.text("name_prefix"));
  }

  DelegatedRole roleFor(String target) {
    String hash = Digests.sha256(target.getBytes(StandardCharsets.UTF_8));
    long bin = Long.parseLong(hash.substring(0, WORD_DIGITS), 16) >>> (BITS_MAX - bits);
    int digits = Long.toHexString((1L << bits) - 1).length();
    String suffix = Long.toHexString(bin);
    return new DelegatedRole(
        namePrefix + "-" + "0".repeat(digits - suffix.length()) + suffix,
        keys,
        true,
        List.of(),
        List.of(""));
  }
}
