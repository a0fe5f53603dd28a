package dev.catenary.device.update.fetch;

import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.format.Digests;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
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
    try (Disk disk = new Disk(Files.newInputStream(stored))) {
      copy(file, disk, to);
    }
  }

  private static void copy(ReleaseFile file, Disk disk, OutputStream to) throws IOException {
    MessageDigest digest = Digests.of("sha256");
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    InputStream in = file.isCompressed() ? new ZstdInputStream(disk) : disk;
    for (int count = read(file, in, disk, buffer);
        count >= 0;
        count = read(file, in, disk, buffer)) {
      bytes += count;
      if (bytes > file.length()) {
        throw new EndlessDataException(file.path(), bytes, file.length());
      }
      digest.update(buffer, 0, count);
      to.write(buffer, 0, count);
    }
    String found = Digests.hex(digest);
    if (bytes != file.length() || !found.equals(file.sha256())) {
      throw new TamperedTargetException(
          file.path(),
          bytes + " bytes, sha256 " + found,
          file.length() + " bytes, sha256 " + file.sha256());
    }
  }

  /** Reads a piece; what the decompressor says of others' bytes is no failure of this disk. */
  private static int read(ReleaseFile file, InputStream in, Disk disk, byte[] buffer)
      throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      if (disk.isBroken) {
        throw e;
      }
      throw new TamperedTargetException(
          file.path(), "bytes that are no Zstandard", "its compressed form");
    }
  }

  /** The stored bytes; remembers when they could not be read. */
  private static final class Disk extends FilterInputStream {
    private boolean isBroken;

    Disk(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        isBroken = true;
        throw e;
      }
    }
  }
}
