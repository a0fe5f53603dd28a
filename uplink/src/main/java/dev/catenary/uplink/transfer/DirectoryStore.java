package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A plain folder as the store, for a bench with no network, by the same contract: an object appears
 * by rename after its bytes are forced, and is proven by reading it back.
 */
public final class DirectoryStore implements ObjectStore {
  private static final String UPLOADS = ".uploads";

  private final Path folder;

  /**
   * Makes the folder where it is not there.
   *
   * @throws IOException when it cannot be made or used
   */
  public DirectoryStore(DirectoryConfig config) throws IOException {
    this.folder = Files.createDirectories(config.folder()).toRealPath();
  }

  @Override
  public String describe() {
    return folder.toUri().toString();
  }

  @Override
  public Optional<StoredObject> find(String key) throws StoreException {
    try {
      Path file = folder.resolve(key);
      return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public StoredObject put(String key, Payload payload) throws StoreException {
    Path file = folder.resolve(key);
    Path part = folder.resolve(key + ".part");
    try {
      Files.createDirectories(parent(file));
      try (FileChannel out = create(part)) {
        write(out, payload.bytes());
        out.force(true);
      }
      appear(part, file);
      return read(file);
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public String begin(String key, Checksums whole) throws StoreException {
    String uploadId = whole.sha256();
    try {
      Files.createDirectories(folder.resolve(UPLOADS).resolve(uploadId));
      return uploadId;
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public StoredPart putPart(
      String key, String uploadId, int number, ByteBuffer bytes, PartDigest digest)
      throws StoreException {
    Path file = upload(uploadId).resolve(String.format("%05d", number));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out = create(part)) {
      write(out, bytes);
      out.force(true);
      appear(part, file);
      return part(file);
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public List<StoredPart> parts(String key, String uploadId) throws StoreException {
    try (var files = Files.list(upload(uploadId))) {
      List<StoredPart> parts = new ArrayList<>();
      for (Path file : files.filter(path -> !path.toString().endsWith(".part")).toList()) {
        parts.add(part(file));
      }
      parts.sort(Comparator.comparingInt(StoredPart::number));
      return parts;
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public StoredObject finish(String key, String uploadId, List<StoredPart> parts, Checksums whole)
      throws StoreException {
    Path file = folder.resolve(key);
    Path part = folder.resolve(key + ".part");
    try {
      Files.createDirectories(parent(file));
      try (FileChannel out = create(part)) {
        for (StoredPart stored : parts) {
          append(upload(uploadId).resolve(String.format("%05d", stored.number())), out);
        }
        out.force(true);
      }
      appear(part, file);
      abandon(key, uploadId);
      return read(file);
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public void abandon(String key, String uploadId) throws StoreException {
    try (var files = Files.list(upload(uploadId))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(upload(uploadId));
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public String readBackSha256(String key) throws StoreException {
    try {
      return sha256(folder.resolve(key));
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public void close() {}

  private Path upload(String uploadId) {
    return folder.resolve(UPLOADS).resolve(uploadId);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      out.write(rest);
    }
  }

  private static void append(Path part, FileChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(part)) {
      long at = 0;
      while (at < in.size()) {
        at += in.transferTo(at, in.size() - at, out);
      }
    }
  }

  private static void appear(Path part, Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(parent(file))) {
      names.force(true);
    }
  }

  private static Path parent(Path file) {
    return java.util.Objects.requireNonNull(file.getParent());
  }

  private static StoredObject read(Path file) throws IOException {
    String sha256 = sha256(file);
    return new StoredObject(Files.size(file), sha256, sha256, null, sha256);
  }

  private static StoredPart part(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] bytes = Files.readAllBytes(file);
    crc.update(bytes);
    int number = Integer.parseInt(String.valueOf(file.getFileName()));
    return new StoredPart(number, bytes.length, "", (int) crc.getValue());
  }

  private static String sha256(Path file) throws IOException {
    var sha = Checksums.digest("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    }
    return Checksums.hex(sha.digest());
  }

  private StoreException failure(String key, IOException cause) {
    return new StoreException(
        cause instanceof NoSuchFileException
            ? StoreException.Kind.UPLOAD_GONE
            : StoreException.Kind.RETRY,
        "found "
            + cause
            + " for "
            + key
            + "; expected to write and read in "
            + folder
            + "; cure: look after that disk",
        cause);
  }
}
