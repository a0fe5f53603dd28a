package dev.catenary.device.update.release;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;
import java.util.regex.Pattern;

/**
 * File of a release, fetched by its hash.
 *
 * @param path below the slot, with slashes; no part of it is hidden or leads upwards
 * @param mode {@code 0644} or {@code 0755}
 * @param sha256 of its bytes, in hexadecimal
 * @param zstBytes length of its compressed form (RFC 8878); 0 where it is served as it is
 */
public record ReleaseFile(String path, int mode, long length, String sha256, long zstBytes) {
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+@-]*(/[A-Za-z0-9_][A-Za-z0-9._+@-]*)*");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int PATH_CHARACTERS_MAX = 240;
  private static final long LENGTH_MAX = 1L << 30;
  private static final int PLAIN = 0644;
  private static final int PROGRAM = 0755;

  /** A file that is as a list may name it. */
  public static ReleaseFile of(
      String path, boolean isProgram, long length, String sha256, long zstBytes)
      throws MalformedMetadataException {
    if (path.length() > PATH_CHARACTERS_MAX || !PATH.matcher(path).matches()) {
      throw new MalformedMetadataException(
          "a file of a release", "another path", "letters, digits and ._+@- between slashes");
    }
    if (length < 0 || length > LENGTH_MAX || zstBytes < 0 || zstBytes > length) {
      throw new MalformedMetadataException(
          path, length + " and " + zstBytes + " bytes", "at most " + LENGTH_MAX);
    }
    if (!HASH.matcher(sha256).matches()) {
      throw new MalformedMetadataException(path, "another hash", "SHA-256 in hexadecimal");
    }
    return new ReleaseFile(path, isProgram ? PROGRAM : PLAIN, length, sha256, zstBytes);
  }

  static ReleaseFile of(Json.Members json) throws MalformedMetadataException {
    String mode = json.text("mode");
    if (!mode.equals("644") && !mode.equals("755")) {
      throw new MalformedMetadataException("\"mode\"", mode, "644 or 755");
    }
    return of(
        json.text("path"),
        mode.equals("755"),
        json.whole("length"),
        json.text("sha256"),
        json.has("zst") ? json.whole("zst") : 0);
  }

  Json.Members json() {
    Json.Members json = Json.members();
    json.entries().put("path", Json.of(path));
    json.entries().put("mode", Json.of(Integer.toOctalString(mode)));
    json.entries().put("length", Json.of(length));
    json.entries().put("sha256", Json.of(sha256));
    if (isCompressed()) {
      json.entries().put("zst", Json.of(zstBytes));
    }
    return json;
  }

  /** The same file as it lies in a slot, in no other form. */
  public ReleaseFile plain() {
    return new ReleaseFile(path, mode, length, sha256, 0);
  }

  public boolean isCompressed() {
    return zstBytes > 0;
  }

  public boolean isProgram() {
    return mode == PROGRAM;
  }

  /** Name under {@code targets/files/} of a repository. */
  public String storedName() {
    return sha256.substring(0, 2) + "/" + sha256 + (isCompressed() ? ".zst" : "");
  }

  /** Bytes to fetch. */
  public long storedBytes() {
    return isCompressed() ? zstBytes : length;
  }
}
