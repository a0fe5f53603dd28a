package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.TamperedTargetException;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.device.update.trust.format.TargetFile;
import dev.catenary.device.update.trust.format.UrlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches a target into a folder, in pieces, and shows it under its name only when length and
 * hashes are those that were signed (5.7). Of one that is refused no byte stays.
 */
final class TargetDownload {
  private static final int BUFFER_BYTES = 65_536;

  private final Repository repository;
  private final RateFloor rateFloor;
  private final Path folder;

  TargetDownload(Repository repository, RateFloor rateFloor, Path folder) {
    this.repository = repository;
    this.rateFloor = rateFloor;
    this.folder = folder;
  }

  /** The file; not fetched again when it is there and right. */
  Path fetch(TargetFile target, boolean consistentSnapshot) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(UrlText.file(target.name()));
    if (isThere(target, file)) {
      return file;
    }
    if (target.fingerprint().isUncheckable()) {
      throw new TamperedTargetException(
          target.name(), target.fingerprint().toString(), "a hash of sha256 or sha512");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      try (InputStream in = repository.target(address(target, consistentSnapshot));
          FileChannel out =
              FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copy(target, in, out);
        out.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    return file;
  }

  static String address(TargetFile target, boolean consistentSnapshot) {
    String name = target.name();
    int base = name.lastIndexOf('/') + 1;
    String prefix =
        consistentSnapshot ? target.fingerprint().prefix().map(hash -> hash + ".").orElse("") : "";
    return UrlText.path(name.substring(0, base) + prefix + name.substring(base));
  }

  private void copy(TargetFile target, InputStream in, FileChannel out) throws IOException {
    Map<String, MessageDigest> digests = digests(target);
    RateFloor.Watch watch = rateFloor.new Watch(target.name());
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      bytes += count;
      if (bytes > target.length()) {
        throw new EndlessDataException(target.name(), bytes, target.length());
      }
      for (MessageDigest digest : digests.values()) {
        digest.update(buffer, 0, count);
      }
      ByteBuffer rest = ByteBuffer.wrap(buffer, 0, count);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      watch.came(count);
    }
    check(target, bytes, digests);
  }

  private static void check(TargetFile target, long bytes, Map<String, MessageDigest> digests)
      throws TamperedTargetException {
    if (bytes != target.length()) {
      throw new TamperedTargetException(
          target.name(), bytes + " bytes", target.length() + " bytes");
    }
    for (Map.Entry<String, MessageDigest> digest : digests.entrySet()) {
      String found = Digests.hex(digest.getValue());
      String expected = target.fingerprint().hashes().get(digest.getKey());
      if (!found.equals(expected)) {
        throw new TamperedTargetException(
            target.name(), digest.getKey() + " " + found, digest.getKey() + " " + expected);
      }
    }
  }

  private static Map<String, MessageDigest> digests(TargetFile target) {
    Map<String, MessageDigest> digests = new LinkedHashMap<>();
    for (String algorithm : target.fingerprint().hashes().keySet()) {
      if (Digests.knows(algorithm)) {
        digests.put(algorithm, Digests.of(algorithm));
      }
    }
    return digests;
  }

  private static boolean isThere(TargetFile target, Path file) throws IOException {
    if (target.fingerprint().isUncheckable()
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) != target.length()) {
      return false;
    }
    Map<String, MessageDigest> digests = digests(target);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (MessageDigest digest : digests.values()) {
          digest.update(buffer, 0, count);
        }
      }
      check(target, target.length(), digests);
      return true;
    } catch (TamperedTargetException e) {
      return false;
    }
  }
}
