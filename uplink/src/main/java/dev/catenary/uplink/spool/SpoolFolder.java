package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The folder's files, as they appear and go: by rename after they were forced, and together. */
final class SpoolFolder {
  private final Path folder;
  private final SpoolFiles files;

  /** What was written while the folder was being read; nothing afterwards. */
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

  /** What earlier runs have left is known. */
  void allIsRead() {
    read = true;
    written.clear();
  }

  long freeBytes() throws IOException {
    return files.freeBytes(folder);
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
    delete(chunk.id() + SpoolNames.LAZ);
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
