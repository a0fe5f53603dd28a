package dev.catenary.device.update.fetch;

import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.format.Digests;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Reads the file of a release out of its stored form, in pieces, and holds it against its hash. */
public final class Unpacked {
  private static final int BUFFER_BYTES = 65_536;

  private Unpacked() {}

  /** Checks a stored file. */
  public static void check(ReleaseFile file, Path stored) throws IOException {
    copy(file, stored, OutputStream.nullOutputStream());
  }

  /**
   * Copies the bytes of a file to where they are wanted; when this throws, they are not the file's.
   *
   * @throws TamperedTargetException when they are others
   */
  public static void copy(ReleaseFile file, Path stored, OutputStream to) throws IOException {
    try (InputStream in = Files.newInputStream(stored)) {
      copy(file, in, to);
    }
  }

  private static void copy(ReleaseFile file, InputStream stored, OutputStream to)
      throws IOException {
    MessageDigest digest = Digests.of("sha256");
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try {
      InputStream in = file.isCompressed() ? new ZstdInputStream(stored) : stored;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > file.length()) {
          throw new EndlessDataException(file.path(), bytes, file.length());
        }
        digest.update(buffer, 0, count);
        to.write(buffer, 0, count);
      }
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new TamperedTargetException(
          file.path(), "bytes that are no Zstandard", "its compressed form");
    }
    String found = Digests.hex(digest);
    if (bytes != file.length() || !found.equals(file.sha256())) {
      throw new TamperedTargetException(
          file.path(),
          bytes + " bytes, sha256 " + found,
          file.length() + " bytes, sha256 " + file.sha256());
    }
  }
}
