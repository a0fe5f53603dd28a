package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The folder's files, as they appear and go: by rename after they were forced, and together. */
final class SpoolFolder {
  /** LAZ file and manifest of both. */
  private static final int FILES_TRIED = 4;

  private final Path folder;
  private final SpoolFiles files;

  /** Files written while the folder was being read; empty afterwards. */
  private final Set<String> written = ConcurrentHashMap.newKeySet();

  private volatile boolean read;

  SpoolFolder(Path folder, SpoolFiles files) {
    this.folder = folder;
    this.files = files;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(path(name));
  }

  /**
   * True when the file is of this run, and no business of who reads what earlier ones have left.
   */
  boolean isWritten(String name) {
    return written.contains(name);
  }

  /** Marks all that earlier runs have left as known. */
  void allIsRead() {
    read = true;
    written.clear();
  }

  long freeBytes() throws IOException {
    return files.freeBytes(folder);
  }

  /**
   * Makes as many empty files as a zone and its overview take, and deletes them, not forced: bytes
   * may be free where no name is, and a disk may have become read-only.
   *
   * @return why the disk does not take them; empty when it does
   */
  Optional<String> tryNewFiles() {
    Optional<String> refusal = Optional.empty();
    for (int i = 0; i < FILES_TRIED && refusal.isEmpty(); i++) {
      try {
        Files.deleteIfExists(path(SpoolNames.TRIAL + i));
        Files.createFile(path(SpoolNames.TRIAL + i));
      } catch (IOException e) {
        refusal = Optional.of(reason(e));
      }
    }
    for (int i = 0; i < FILES_TRIED; i++) {
      try {
        Files.deleteIfExists(path(SpoolNames.TRIAL + i));
      } catch (IOException e) {
        refusal = Optional.of(reason(e));
      }
    }
    return refusal;
  }

  private static String reason(IOException refusal) {
    return refusal instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : String.valueOf(refusal.getMessage());
  }

  /** Makes a file appear whole, in place of any other of its name. */
  void appear(String name, ByteBuffer bytes) throws IOException {
    Path part = path(name + SpoolNames.PART);
    if (!read) {
      // Before it can be listed.
      written.add(name);
      written.add(name + SpoolNames.PART);
    }
    try {
      files.write(part, bytes);
    } catch (IOException e) {
      deleteAfter(e, part);
      throw e;
    }
    files.rename(part, path(name));
    files.forceFolder(folder);
  }

  /** A disk that is full gets back at once what the failed write has taken. */
  private void deleteAfter(IOException failure, Path part) {
    try {
      files.delete(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  void delete(String name) throws IOException {
    files.delete(path(name));
  }

  /** The manifest first: without it there is no chunk, whatever else is left. */
  void delete(SealedChunk chunk) throws IOException {
    delete(chunk.id() + SpoolNames.MANIFEST);
    delete(chunk.fileName());
    delete(chunk.id() + SpoolNames.UPLOAD);
    force();
  }

  void force() throws IOException {
    files.forceFolder(folder);
  }

  /** A small file's bytes, or null when there is none. */
  byte @Nullable [] readOrNull(String name) throws IOException {
    try {
      return Files.readAllBytes(path(name));
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
